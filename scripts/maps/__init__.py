"""What the two scripts beside this folder share: the corrected countries and the drawing of charts."""
