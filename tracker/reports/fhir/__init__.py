"""A child's diary as a FHIR R4 document, for a clinic's own records.

``document`` puts it together out of ``resources`` and ``entries``; these are made of ``elements``.
FHIR checks little of what stands in a code, so every code that is written is a constant here, and
the tests hold each of them against the value sets of the standard.
"""

from tracker.reports.fhir.document import fhir_document

__all__ = ["fhir_document"]
