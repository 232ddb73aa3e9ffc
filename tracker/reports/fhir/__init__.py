"""A child's diary as a FHIR R4 document, for a clinic's own records.

``document`` assembles it from ``resources``, ``observations`` and ``narratives``, all built from
``elements``. FHIR validators check few codes, so every code is a constant here, and the tests check
each against the value sets of the standard.
"""

from tracker.reports.fhir.document import fhir_document
from tracker.reports.fhir.identity import patient_id

__all__ = ["fhir_document", "patient_id"]
