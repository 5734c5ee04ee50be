from .contacts import Contact
from .topics import Topic, TopicAddress, TopicEdition

__all__ = ["Contact", "Topic", "TopicAddress", "TopicEdition"]
