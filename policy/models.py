from .contacts import Contact
from .topic_models import Topic, TopicAddress, TopicEdition

__all__ = ["Contact", "Topic", "TopicAddress", "TopicEdition"]
