"""What a browser gives to get push messages."""

from __future__ import annotations

from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric import ec
from django import forms

from tracker.domain.lengths import MAX_PUSH_ENDPOINT_LENGTH
from tracker.push.subscriptions import decoded

AUTH_BYTES = 16


class PushForm(forms.Form):
    """Filled in by a script alone, so its errors are shown to nobody."""

    endpoint = forms.CharField(max_length=MAX_PUSH_ENDPOINT_LENGTH)
    p256dh = forms.CharField(max_length=90)
    auth = forms.CharField(max_length=30)

    def clean_endpoint(self) -> str:
        endpoint: str = self.cleaned_data["endpoint"]
        try:
            parts = urlsplit(endpoint)
            is_usable = parts.scheme == "https" and parts.hostname and parts.port != 0
        except ValueError:
            is_usable = False
        if not is_usable or not endpoint.isascii() or not endpoint.isprintable():
            raise forms.ValidationError("endpoint", "endpoint")
        if "@" in parts.netloc or " " in endpoint:
            raise forms.ValidationError("endpoint", "endpoint")
        return endpoint

    def clean_p256dh(self) -> str:
        text: str = self.cleaned_data["p256dh"]
        try:
            ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), decoded(text))
        except ValueError:
            raise forms.ValidationError("p256dh", "p256dh") from None
        return text

    def clean_auth(self) -> str:
        text: str = self.cleaned_data["auth"]
        try:
            is_right = len(decoded(text)) == AUTH_BYTES
        except ValueError:
            is_right = False
        if not is_right:
            raise forms.ValidationError("auth", "auth")
        return text
