"""Turns domain values and presenter rows into files: PDF, CSV, iCalendar, FHIR."""
