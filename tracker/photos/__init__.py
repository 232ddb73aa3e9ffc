"""Processing of uploaded photos: two new JPEGs without metadata are made of each, or it is refused.

Nothing else of the original is kept: no file, location or camera data.
"""

from tracker.photos.process import CleanPhoto, process_photo, turn
from tracker.photos.rejected import Rejected

__all__ = ["CleanPhoto", "Rejected", "process_photo", "turn"]
