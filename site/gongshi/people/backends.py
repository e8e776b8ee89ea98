"""Signing in with a user name or a telephone number, by password or by printed slip."""

from __future__ import annotations

from ipaddress import AddressValueError, IPv6Address, ip_network
from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest
from django.utils import timezone

from gongshi.people.models import User
from gongshi.people.queries import account_by_login
from gongshi.people.sealing import name_hash
from gongshi.people.services.accounts import slip_opens


class PhoneOrName(ModelBackend):
    """Open an account with its password, as slowly where there is no such account."""

    def authenticate(
        self,
        request: HttpRequest | None,  # noqa: ARG002 -- Django's signature
        username: str | None = None,
        password: str | None = None,
        **_more: Any,
    ) -> User | None:
        if not username or password is None:
            return None
        account = account_by_login(username)
        if account is None:
            make_password(password)
            return None
        fits = account.check_password(password)
        return account if fits and self.user_can_authenticate(account) else None


class PaperSlip(ModelBackend):
    """Open an account with the code of its printed slip, once."""

    def authenticate(  # type: ignore[override]  # Django calls the backend whose arguments fit
        self,
        request: HttpRequest | None,  # noqa: ARG002 -- Django's signature
        username: str,
        slip: str,
    ) -> User | None:
        return slip_opens(login=username, code=slip, at=timezone.now())


def failure_key(_request: HttpRequest, credentials: dict[str, Any] | None) -> str | None:
    """Give what failed attempts are counted by: the account, never the telephone as typed."""
    typed = str((credentials or {}).get("username") or "")
    if not typed:
        return None
    account = account_by_login(typed)
    return f"account {account.pk}" if account else name_hash(typed)


def visitor(request: HttpRequest) -> str:
    """Give what failed attempts are counted by beside the account: the address, and of an IPv6
    address the network that one customer is given.
    """
    address = str(request.META.get("REMOTE_ADDR", ""))
    try:
        six = IPv6Address(address)
    except AddressValueError:
        return address
    if six.ipv4_mapped is not None:
        return str(six.ipv4_mapped)
    return str(ip_network((int(six), 64), strict=False).network_address)
