"""
Tasks for interacting with Bookshop.
"""

from tasks.bookshop.bookshop import (
    BookshopAddBook,
    BookshopChangeBook,
    BookshopCheckBook,
    BookshopCountStock,
    BookshopGetCover,
    BookshopListBooks,
    BookshopOrderStock,
    BookshopRemoveBook,
    BookshopReplaceBooksText,
    BookshopSendCover,
    BookshopSignIn,
)

__all__ = [
    "BookshopAddBook",
    "BookshopChangeBook",
    "BookshopCheckBook",
    "BookshopCountStock",
    "BookshopGetCover",
    "BookshopListBooks",
    "BookshopOrderStock",
    "BookshopRemoveBook",
    "BookshopReplaceBooksText",
    "BookshopSendCover",
    "BookshopSignIn",
]
