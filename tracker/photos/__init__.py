"""Taking in a photo: whatever was sent comes out as two plain new JPEGs, or is refused.

Nothing of the original survives: not the file, not where it was taken, not the camera.
"""

from tracker.photos.rejected import Rejected
from tracker.photos.take_in import CleanPhoto, take_in

__all__ = ["CleanPhoto", "Rejected", "take_in"]
