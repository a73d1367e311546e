"""Webhooks as Standard Webhooks (standardwebhooks.com) has them: what is signed, where it may go, how it is sent.

Knows no framework and no table. One message goes out at most once a call, to one address that was checked.
"""
