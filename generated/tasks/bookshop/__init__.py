"""
Tasks for interacting with Bookshop.
"""

from tasks.bookshop.bookshop import (
    BookshopAddBook,
    BookshopChangeBook,
    BookshopCheckBook,
    BookshopGetCover,
    BookshopListBooks,
    BookshopRemoveBook,
    BookshopReplaceBooksText,
    BookshopSendCover,
    BookshopSignIn,
)

__all__ = [
    "BookshopAddBook",
    "BookshopChangeBook",
    "BookshopCheckBook",
    "BookshopGetCover",
    "BookshopListBooks",
    "BookshopRemoveBook",
    "BookshopReplaceBooksText",
    "BookshopSendCover",
    "BookshopSignIn",
]
