"""
Tasks for Bookshop API.
"""

from typing import Any, Dict, List, Optional
from urllib.parse import quote

import requests
from prefect import Task
from prefect.utilities.tasks import defaults_from_attrs
from requests.auth import HTTPDigestAuth


class BookshopAddBook(Task):
    """
    Task that adds a book to a shop.

    All initialization arguments can also be given, or overridden, at runtime. `token`,
    `username` and `password` can be given at runtime only.

    Args:
        - title (str, optional): The title. Must be given, at initialization or at
            runtime.
        - price (float, optional): The price in euros. Must be given, at initialization
            or at runtime.
        - subtitle (str, optional): The second title.
        - genre (str, optional): What kind of book it is. One of `crime`, `poetry` or
            `science`.
        - author (Dict[str, str], optional): Who wrote it: a dict with the key `name`.
            Defaults to `{'name': 'unknown'}`.
        - base_url (str, optional): The URL that the API's paths begin with. Defaults to
            `'https://eu.bookshop.example.com/v2'`.
        - request_timeout (float, optional): The seconds to wait for the server, each
            time that it is silent. Defaults to `60`.
        - **kwargs (dict, optional): Additional keyword arguments to pass to the Task
            constructor.

    Example:
        ```python
        from prefect import Flow
        from prefect.tasks.secrets import PrefectSecret
        from tasks.bookshop.bookshop import BookshopAddBook

        task = BookshopAddBook(title="title", price=1.0)

        with Flow("add-book") as flow:
            token = PrefectSecret("BOOKSHOP_TOKEN")
            task(token=token)
            task(title="another-title", token=token)
        ```
    """

    def __init__(
        self,
        title: Optional[str] = None,
        price: Optional[float] = None,
        subtitle: Optional[str] = None,
        genre: Optional[str] = None,
        author: Optional[Dict[str, str]] = None,
        base_url: str = "https://eu.bookshop.example.com/v2",
        request_timeout: float = 60,
        **kwargs: Any,
    ):
        self.title = title
        self.price = price
        self.subtitle = subtitle
        self.genre = genre
        self.author = author if author is not None else {"name": "unknown"}
        self.base_url = base_url
        self.request_timeout = request_timeout
        super().__init__(**kwargs)

    @defaults_from_attrs(
        "title", "price", "subtitle", "genre", "author", "base_url", "request_timeout"
    )
    def run(
        self,
        title: Optional[str] = None,
        price: Optional[float] = None,
        subtitle: Optional[str] = None,
        genre: Optional[str] = None,
        author: Optional[Dict[str, str]] = None,
        base_url: Optional[str] = None,
        request_timeout: Optional[float] = None,
        token: Optional[str] = None,
        username: Optional[str] = None,
        password: Optional[str] = None,
    ) -> str:
        """
        Task run method. Adds a book to the shop.

        Args:
            - title (str, optional): The title. Must be given, at initialization or at
                runtime.
            - price (float, optional): The price in euros. Must be given, at
                initialization or at runtime.
            - subtitle (str, optional): The second title.
            - genre (str, optional): What kind of book it is. One of `crime`, `poetry`
                or `science`.
            - author (Dict[str, str], optional): Who wrote it: a dict with the key
                `name`. Defaults to `{'name': 'unknown'}`.
            - base_url (str, optional): The URL that the API's paths begin with.
                Defaults to `'https://eu.bookshop.example.com/v2'`.
            - request_timeout (float, optional): The seconds to wait for the server,
                each time that it is silent. Defaults to `60`.
            - token (str, optional): The bearer token. Pass it from an upstream Secret
                task.
            - username (str, optional): The name of the user that the API is called as.
                Pass it from an upstream Secret task.
            - password (str, optional): The password of that user. Pass it from an
                upstream Secret task.

        Returns:
            - str: The id of the new book.

        Raises:
            - ValueError: If `title`, `price` or `base_url` is not given.
            - ValueError: If none of these is given: `token`, or `username` and
                `password`.
            - requests.HTTPError: If the API answers with an error.
        """
        if title is None:
            raise ValueError("A value for `title` must be provided.")
        if price is None:
            raise ValueError("A value for `price` must be provided.")
        if base_url is None:
            raise ValueError("A value for `base_url` must be provided.")
        if token is None and (username is None or password is None):
            raise ValueError(
                "A value for `token`, or `username` and `password` must be provided."
            )

        request_headers: Dict[str, Any] = {"Accept": "application/json"}
        if token is not None:
            request_headers["Authorization"] = f"Bearer {self._secret(token)}"
        request_json: Dict[str, Any] = {
            "title": title,
            "price": price,
            "subtitle": subtitle,
            "genre": genre,
            "author": author,
        }
        request_json = {k: v for k, v in request_json.items() if v is not None}
        request_auth: Any = self._as_it_is
        if username is not None and password is not None:
            request_auth = (str(username), str(password))
        response = requests.post(
            base_url.rstrip("/") + "/books",
            headers=request_headers,
            json=request_json,
            auth=request_auth,
            timeout=request_timeout,
        )
        response.raise_for_status()
        return response.json()["id"]

    def _secret(self, value: Any) -> str:
        """A secret as a header can hold it; `requests` would show any other in its error."""
        text = str(value).strip()
        if not text.isprintable():
            raise ValueError("A secret has characters that no header can hold.")
        return text

    def _as_it_is(self, request: Any) -> Any:
        """Authentication that changes nothing: without one, `requests` uses `~/.netrc`."""
        return request


class BookshopChangeBook(Task):
    """
    Task that changes what is said of a book.

    All initialization arguments can also be given, or overridden, at runtime. `token`,
    `username` and `password` can be given at runtime only.

    Args:
        - book_id (str, optional): The id of the book. Must be given, at initialization
            or at runtime.
        - body (dict, optional): The body of the request. Must be given, at
            initialization or at runtime.
        - base_url (str, optional): The URL that the API's paths begin with. Defaults to
            `'https://eu.bookshop.example.com/v2'`.
        - request_timeout (float, optional): The seconds to wait for the server, each
            time that it is silent. Defaults to `60`.
        - **kwargs (dict, optional): Additional keyword arguments to pass to the Task
            constructor.

    Example:
        ```python
        from prefect import Flow
        from prefect.tasks.secrets import PrefectSecret
        from tasks.bookshop.bookshop import BookshopChangeBook

        task = BookshopChangeBook(book_id="my-book", body={"price": 12.5})

        with Flow("change-book") as flow:
            token = PrefectSecret("BOOKSHOP_TOKEN")
            task(token=token)
            task(book_id="another-book", token=token)
        ```
    """

    def __init__(
        self,
        book_id: Optional[str] = None,
        body: Optional[dict] = None,
        base_url: str = "https://eu.bookshop.example.com/v2",
        request_timeout: float = 60,
        **kwargs: Any,
    ):
        self.book_id = book_id
        self.body = body
        self.base_url = base_url
        self.request_timeout = request_timeout
        super().__init__(**kwargs)

    @defaults_from_attrs("book_id", "body", "base_url", "request_timeout")
    def run(
        self,
        book_id: Optional[str] = None,
        body: Optional[dict] = None,
        base_url: Optional[str] = None,
        request_timeout: Optional[float] = None,
        token: Optional[str] = None,
        username: Optional[str] = None,
        password: Optional[str] = None,
    ) -> Optional[dict]:
        """
        Task run method. Changes what is said of a book.

        Args:
            - book_id (str, optional): The id of the book. Must be given, at
                initialization or at runtime.
            - body (dict, optional): The body of the request. Must be given, at
                initialization or at runtime.
            - base_url (str, optional): The URL that the API's paths begin with.
                Defaults to `'https://eu.bookshop.example.com/v2'`.
            - request_timeout (float, optional): The seconds to wait for the server,
                each time that it is silent. Defaults to `60`.
            - token (str, optional): The bearer token. Pass it from an upstream Secret
                task.
            - username (str, optional): The name of the user that the API is called as.
                Pass it from an upstream Secret task.
            - password (str, optional): The password of that user. Pass it from an
                upstream Secret task.

        Returns:
            - Optional[dict]: The book as it is now. None where the answer is empty.

        Raises:
            - ValueError: If `book_id`, `body` or `base_url` is not given.
            - ValueError: If none of these is given: `token`, or `username` and
                `password`.
            - requests.HTTPError: If the API answers with an error.
        """
        if book_id is None:
            raise ValueError("A value for `book_id` must be provided.")
        if body is None:
            raise ValueError("A value for `body` must be provided.")
        if base_url is None:
            raise ValueError("A value for `base_url` must be provided.")
        if token is None and (username is None or password is None):
            raise ValueError(
                "A value for `token`, or `username` and `password` must be provided."
            )

        request_path = "/books/{book_id}".format(book_id=self._segment(book_id))
        request_headers: Dict[str, Any] = {
            "Accept": "application/json",
            "Content-Type": "application/merge-patch+json",
        }
        if token is not None:
            request_headers["Authorization"] = f"Bearer {self._secret(token)}"
        request_auth: Any = self._as_it_is
        if username is not None and password is not None:
            request_auth = (str(username), str(password))
        response = requests.patch(
            base_url.rstrip("/") + request_path,
            headers=request_headers,
            json=body,
            auth=request_auth,
            timeout=request_timeout,
        )
        response.raise_for_status()
        return response.json() if response.content else None

    def _segment(self, value: Any) -> str:
        """A value as a part of the path, which leads to no other resource."""
        items = value if isinstance(value, (list, tuple)) else [value]
        text = ",".join(quote(str(item), safe="") for item in items)
        if text in ("", ".", ".."):
            raise ValueError(f"A part of the path can't be `{text}`.")
        return text

    def _secret(self, value: Any) -> str:
        """A secret as a header can hold it; `requests` would show any other in its error."""
        text = str(value).strip()
        if not text.isprintable():
            raise ValueError("A secret has characters that no header can hold.")
        return text

    def _as_it_is(self, request: Any) -> Any:
        """Authentication that changes nothing: without one, `requests` uses `~/.netrc`."""
        return request


class BookshopCheckBook(Task):
    """
    Task that checks whether there is such a book.

    All initialization arguments can also be given, or overridden, at runtime. `token`,
    `username` and `password` can be given at runtime only.

    Args:
        - book_id (str, optional): The id of the book. Must be given, at initialization
            or at runtime.
        - base_url (str, optional): The URL that the API's paths begin with. Defaults to
            `'https://eu.bookshop.example.com/v2'`.
        - request_timeout (float, optional): The seconds to wait for the server, each
            time that it is silent. Defaults to `60`.
        - **kwargs (dict, optional): Additional keyword arguments to pass to the Task
            constructor.

    Example:
        ```python
        from prefect import Flow
        from prefect.tasks.secrets import PrefectSecret
        from tasks.bookshop.bookshop import BookshopCheckBook

        task = BookshopCheckBook(book_id="my-book")

        with Flow("check-book") as flow:
            token = PrefectSecret("BOOKSHOP_TOKEN")
            task(token=token)
            task(book_id="another-book", token=token)
        ```
    """

    def __init__(
        self,
        book_id: Optional[str] = None,
        base_url: str = "https://eu.bookshop.example.com/v2",
        request_timeout: float = 60,
        **kwargs: Any,
    ):
        self.book_id = book_id
        self.base_url = base_url
        self.request_timeout = request_timeout
        super().__init__(**kwargs)

    @defaults_from_attrs("book_id", "base_url", "request_timeout")
    def run(
        self,
        book_id: Optional[str] = None,
        base_url: Optional[str] = None,
        request_timeout: Optional[float] = None,
        token: Optional[str] = None,
        username: Optional[str] = None,
        password: Optional[str] = None,
    ) -> Dict[str, str]:
        """
        Task run method. Checks whether there is such a book.

        Args:
            - book_id (str, optional): The id of the book. Must be given, at
                initialization or at runtime.
            - base_url (str, optional): The URL that the API's paths begin with.
                Defaults to `'https://eu.bookshop.example.com/v2'`.
            - request_timeout (float, optional): The seconds to wait for the server,
                each time that it is silent. Defaults to `60`.
            - token (str, optional): The bearer token. Pass it from an upstream Secret
                task.
            - username (str, optional): The name of the user that the API is called as.
                Pass it from an upstream Secret task.
            - password (str, optional): The password of that user. Pass it from an
                upstream Secret task.

        Returns:
            - Dict[str, str]: The headers of the answer.

        Raises:
            - ValueError: If `book_id` or `base_url` is not given.
            - ValueError: If none of these is given: `token`, or `username` and
                `password`.
            - requests.HTTPError: If the API answers with an error.
        """
        if book_id is None:
            raise ValueError("A value for `book_id` must be provided.")
        if base_url is None:
            raise ValueError("A value for `base_url` must be provided.")
        if token is None and (username is None or password is None):
            raise ValueError(
                "A value for `token`, or `username` and `password` must be provided."
            )

        request_path = "/books/{book_id}".format(book_id=self._segment(book_id))
        request_headers: Dict[str, Any] = {}
        if token is not None:
            request_headers["Authorization"] = f"Bearer {self._secret(token)}"
        request_auth: Any = self._as_it_is
        if username is not None and password is not None:
            request_auth = (str(username), str(password))
        response = requests.head(
            base_url.rstrip("/") + request_path,
            headers=request_headers,
            auth=request_auth,
            timeout=request_timeout,
        )
        response.raise_for_status()
        return dict(response.headers)

    def _segment(self, value: Any) -> str:
        """A value as a part of the path, which leads to no other resource."""
        items = value if isinstance(value, (list, tuple)) else [value]
        text = ",".join(quote(str(item), safe="") for item in items)
        if text in ("", ".", ".."):
            raise ValueError(f"A part of the path can't be `{text}`.")
        return text

    def _secret(self, value: Any) -> str:
        """A secret as a header can hold it; `requests` would show any other in its error."""
        text = str(value).strip()
        if not text.isprintable():
            raise ValueError("A secret has characters that no header can hold.")
        return text

    def _as_it_is(self, request: Any) -> Any:
        """Authentication that changes nothing: without one, `requests` uses `~/.netrc`."""
        return request


class BookshopCountStock(Task):
    """
    Task that counts the books in stock.

    For machines of the shop, which have certificates, and for its owner.

    All initialization arguments can also be given, or overridden, at runtime.
    `username` and `password` can be given at runtime only.

    Args:
        - base_url (str, optional): The URL that the API's paths begin with. Defaults to
            `'https://eu.bookshop.example.com/v2'`.
        - request_timeout (float, optional): The seconds to wait for the server, each
            time that it is silent. Defaults to `60`.
        - client_cert (str, optional): The path of the PEM file with the client's
            certificate, which proves who calls.
        - client_key (str, optional): The path of the PEM file with the private key of
            that certificate, where it is not in the same file.
        - **kwargs (dict, optional): Additional keyword arguments to pass to the Task
            constructor.

    Example:
        ```python
        from prefect import Flow
        from tasks.bookshop.bookshop import BookshopCountStock

        task = BookshopCountStock(client_cert="client.pem")

        with Flow("count-stock") as flow:
            task()
            task(request_timeout=120)
        ```
    """

    def __init__(
        self,
        base_url: str = "https://eu.bookshop.example.com/v2",
        request_timeout: float = 60,
        client_cert: Optional[str] = None,
        client_key: Optional[str] = None,
        **kwargs: Any,
    ):
        self.base_url = base_url
        self.request_timeout = request_timeout
        self.client_cert = client_cert
        self.client_key = client_key
        super().__init__(**kwargs)

    @defaults_from_attrs("base_url", "request_timeout", "client_cert", "client_key")
    def run(
        self,
        base_url: Optional[str] = None,
        request_timeout: Optional[float] = None,
        client_cert: Optional[str] = None,
        client_key: Optional[str] = None,
        username: Optional[str] = None,
        password: Optional[str] = None,
    ) -> Dict[str, int]:
        """
        Task run method. Counts the books in stock.

        Args:
            - base_url (str, optional): The URL that the API's paths begin with.
                Defaults to `'https://eu.bookshop.example.com/v2'`.
            - request_timeout (float, optional): The seconds to wait for the server,
                each time that it is silent. Defaults to `60`.
            - client_cert (str, optional): The path of the PEM file with the client's
                certificate, which proves who calls.
            - client_key (str, optional): The path of the PEM file with the private key
                of that certificate, where it is not in the same file.
            - username (str, optional): The name of the user that the API is called as.
                Pass it from an upstream Secret task.
            - password (str, optional): The password of that user. Pass it from an
                upstream Secret task.

        Returns:
            - Dict[str, int]: The numbers of books by genre.

        Raises:
            - ValueError: If `base_url` is not given.
            - ValueError: If none of these is given: `client_cert`, or `username` and
                `password`.
            - requests.HTTPError: If the API answers with an error.
        """
        if base_url is None:
            raise ValueError("A value for `base_url` must be provided.")
        if client_cert is None and (username is None or password is None):
            raise ValueError(
                "A value for `client_cert`, or `username` and `password` must be provided."
            )

        request_auth = None
        if username is not None and password is not None:
            request_auth = HTTPDigestAuth(str(username), str(password))
        request_cert: Any = client_cert
        if client_key is not None:
            request_cert = (client_cert, client_key)
        response = requests.get(
            base_url.rstrip("/") + "/stock",
            headers={"Accept": "application/json"},
            auth=request_auth,
            cert=request_cert,
            timeout=request_timeout,
        )
        response.raise_for_status()
        return response.json()


class BookshopGetCover(Task):
    """
    Task that gets the picture on the cover of a book.

    All initialization arguments can also be given, or overridden, at runtime.

    Args:
        - book_id (str, optional): The id of the book. Must be given, at initialization
            or at runtime.
        - base_url (str, optional): The URL that the API's paths begin with. Defaults to
            `'https://eu.bookshop.example.com/v2'`.
        - request_timeout (float, optional): The seconds to wait for the server, each
            time that it is silent. Defaults to `60`.
        - **kwargs (dict, optional): Additional keyword arguments to pass to the Task
            constructor.

    Example:
        ```python
        from prefect import Flow
        from tasks.bookshop.bookshop import BookshopGetCover

        task = BookshopGetCover(book_id="my-book")

        with Flow("get-cover") as flow:
            task()
            task(book_id="another-book")
        ```
    """

    def __init__(
        self,
        book_id: Optional[str] = None,
        base_url: str = "https://eu.bookshop.example.com/v2",
        request_timeout: float = 60,
        **kwargs: Any,
    ):
        self.book_id = book_id
        self.base_url = base_url
        self.request_timeout = request_timeout
        super().__init__(**kwargs)

    @defaults_from_attrs("book_id", "base_url", "request_timeout")
    def run(
        self,
        book_id: Optional[str] = None,
        base_url: Optional[str] = None,
        request_timeout: Optional[float] = None,
    ) -> bytes:
        """
        Task run method. Gets the picture on the cover of a book.

        Args:
            - book_id (str, optional): The id of the book. Must be given, at
                initialization or at runtime.
            - base_url (str, optional): The URL that the API's paths begin with.
                Defaults to `'https://eu.bookshop.example.com/v2'`.
            - request_timeout (float, optional): The seconds to wait for the server,
                each time that it is silent. Defaults to `60`.

        Returns:
            - bytes: The content that the API answers.

        Raises:
            - ValueError: If `book_id` or `base_url` is not given.
            - requests.HTTPError: If the API answers with an error.
        """
        if book_id is None:
            raise ValueError("A value for `book_id` must be provided.")
        if base_url is None:
            raise ValueError("A value for `base_url` must be provided.")

        request_path = "/books/{book_id}/cover".format(book_id=self._segment(book_id))
        response = requests.get(
            base_url.rstrip("/") + request_path,
            headers={"Accept": "image/png"},
            timeout=request_timeout,
        )
        response.raise_for_status()
        return response.content

    def _segment(self, value: Any) -> str:
        """A value as a part of the path, which leads to no other resource."""
        items = value if isinstance(value, (list, tuple)) else [value]
        text = ",".join(quote(str(item), safe="") for item in items)
        if text in ("", ".", ".."):
            raise ValueError(f"A part of the path can't be `{text}`.")
        return text


class BookshopListBooks(Task):
    """
    Task that lists the books that are for sale.

    Lists the books, newest first. A page has at most `pageSize` of them.

    All initialization arguments can also be given, or overridden, at runtime. `token`,
    `username` and `password` can be given at runtime only.

    Args:
        - title (str, optional): A part of the title.
        - genre (List[str], optional): The genres that are wanted. Each is one of
            `crime`, `poetry` or `science`.
        - author_ids (List[int], optional): The authors.
        - in_stock (bool, optional): Whether to leave out what is sold.
        - price (dict, optional): The range of prices, with the keys `gte` and `lte`.
        - page_size (int, optional): The page size. By default, the API takes `20`.
        - trace_id (str, optional): A name for the request in the shop's log.
        - basket (str, optional): The basket of a visitor.
        - base_url (str, optional): The URL that the API's paths begin with. Defaults to
            `'https://eu.bookshop.example.com/v2'`.
        - request_timeout (float, optional): The seconds to wait for the server, each
            time that it is silent. Defaults to `60`.
        - **kwargs (dict, optional): Additional keyword arguments to pass to the Task
            constructor.

    Example:
        ```python
        from prefect import Flow
        from prefect.tasks.secrets import PrefectSecret
        from tasks.bookshop.bookshop import BookshopListBooks

        task = BookshopListBooks(page_size=20)

        with Flow("list-books") as flow:
            token = PrefectSecret("BOOKSHOP_TOKEN")
            task(token=token)
            task(page_size=21, token=token)
        ```
    """

    def __init__(
        self,
        title: Optional[str] = None,
        genre: Optional[List[str]] = None,
        author_ids: Optional[List[int]] = None,
        in_stock: Optional[bool] = None,
        price: Optional[dict] = None,
        page_size: Optional[int] = None,
        trace_id: Optional[str] = None,
        basket: Optional[str] = None,
        base_url: str = "https://eu.bookshop.example.com/v2",
        request_timeout: float = 60,
        **kwargs: Any,
    ):
        self.title = title
        self.genre = genre
        self.author_ids = author_ids
        self.in_stock = in_stock
        self.price = price
        self.page_size = page_size
        self.trace_id = trace_id
        self.basket = basket
        self.base_url = base_url
        self.request_timeout = request_timeout
        super().__init__(**kwargs)

    @defaults_from_attrs(
        "title",
        "genre",
        "author_ids",
        "in_stock",
        "price",
        "page_size",
        "trace_id",
        "basket",
        "base_url",
        "request_timeout",
    )
    def run(
        self,
        title: Optional[str] = None,
        genre: Optional[List[str]] = None,
        author_ids: Optional[List[int]] = None,
        in_stock: Optional[bool] = None,
        price: Optional[dict] = None,
        page_size: Optional[int] = None,
        trace_id: Optional[str] = None,
        basket: Optional[str] = None,
        base_url: Optional[str] = None,
        request_timeout: Optional[float] = None,
        token: Optional[str] = None,
        username: Optional[str] = None,
        password: Optional[str] = None,
    ) -> List[dict]:
        """
        Task run method. Lists the books that are for sale.

        Args:
            - title (str, optional): A part of the title.
            - genre (List[str], optional): The genres that are wanted. Each is one of
                `crime`, `poetry` or `science`.
            - author_ids (List[int], optional): The authors.
            - in_stock (bool, optional): Whether to leave out what is sold.
            - price (dict, optional): The range of prices, with the keys `gte` and
                `lte`.
            - page_size (int, optional): The page size. By default, the API takes `20`.
            - trace_id (str, optional): A name for the request in the shop's log.
            - basket (str, optional): The basket of a visitor.
            - base_url (str, optional): The URL that the API's paths begin with.
                Defaults to `'https://eu.bookshop.example.com/v2'`.
            - request_timeout (float, optional): The seconds to wait for the server,
                each time that it is silent. Defaults to `60`.
            - token (str, optional): The bearer token. Pass it from an upstream Secret
                task.
            - username (str, optional): The name of the user that the API is called as.
                Pass it from an upstream Secret task.
            - password (str, optional): The password of that user. Pass it from an
                upstream Secret task.

        Returns:
            - List[dict]: The books of one page.

        Raises:
            - ValueError: If `base_url` is not given.
            - ValueError: If none of these is given: `token`, or `username` and
                `password`.
            - requests.HTTPError: If the API answers with an error.
        """
        if base_url is None:
            raise ValueError("A value for `base_url` must be provided.")
        if token is None and (username is None or password is None):
            raise ValueError(
                "A value for `token`, or `username` and `password` must be provided."
            )

        request_params: Dict[str, Any] = {
            "title": title,
            "genre": genre,
            "pageSize": page_size,
        }
        if author_ids is not None:
            request_params["authorIds"] = ",".join(map(str, author_ids))
        if in_stock is not None:
            request_params["inStock"] = str(in_stock).lower()
        request_params.update(self._flat("price", price))
        request_headers: Dict[str, Any] = {
            "Accept": "application/json",
            "Shop-Version": "2024-06-01",
            "X-Trace-Id": trace_id,
        }
        if token is not None:
            request_headers["Authorization"] = f"Bearer {self._secret(token)}"
        request_cookies: Dict[str, Any] = {}
        if basket is not None:
            request_cookies["basket"] = str(basket)
        request_auth: Any = self._as_it_is
        if username is not None and password is not None:
            request_auth = (str(username), str(password))
        response = requests.get(
            base_url.rstrip("/") + "/books",
            params=request_params,
            headers=request_headers,
            cookies=request_cookies,
            auth=request_auth,
            timeout=request_timeout,
        )
        response.raise_for_status()
        return response.json()

    def _secret(self, value: Any) -> str:
        """A secret as a header can hold it; `requests` would show any other in its error."""
        text = str(value).strip()
        if not text.isprintable():
            raise ValueError("A secret has characters that no header can hold.")
        return text

    def _as_it_is(self, request: Any) -> Any:
        """Authentication that changes nothing: without one, `requests` uses `~/.netrc`."""
        return request

    def _flat(self, name: str, value: Any) -> Dict[str, Any]:
        """A dict or a list by the names of what is in it: `name[key]`, `name[0]`."""
        if isinstance(value, (list, tuple)):
            value = dict(enumerate(value))
        if not isinstance(value, dict):
            return {name: str(value).lower() if isinstance(value, bool) else value}
        pairs: Dict[str, Any] = {}
        for key, item in value.items():
            pairs.update(self._flat(f"{name}[{key}]", item))
        return pairs


class BookshopOrderStock(Task):
    """
    Task for the `orderStock` operation of Bookshop API.

    Order books from the warehouse.

    All initialization arguments can also be given, or overridden, at runtime. `token`
    can be given at runtime only.

    Args:
        - body (List[str], optional): The body of the request. Must be given, at
            initialization or at runtime.
        - base_url (str, optional): The URL that the API's paths begin with. Defaults to
            `'https://eu.bookshop.example.com/v2'`.
        - request_timeout (float, optional): The seconds to wait for the server, each
            time that it is silent. Defaults to `60`.
        - client_cert (str, optional): The path of the PEM file with the client's
            certificate, which proves who calls. Must be given, at initialization or at
            runtime.
        - client_key (str, optional): The path of the PEM file with the private key of
            that certificate, where it is not in the same file.
        - **kwargs (dict, optional): Additional keyword arguments to pass to the Task
            constructor.

    Example:
        ```python
        from prefect import Flow
        from prefect.tasks.secrets import PrefectSecret
        from tasks.bookshop.bookshop import BookshopOrderStock

        task = BookshopOrderStock(body=["b-17", "b-18"], client_cert="client.pem")

        with Flow("order-stock") as flow:
            token = PrefectSecret("BOOKSHOP_TOKEN")
            task(token=token)
            task(request_timeout=120, token=token)
        ```
    """

    def __init__(
        self,
        body: Optional[List[str]] = None,
        base_url: str = "https://eu.bookshop.example.com/v2",
        request_timeout: float = 60,
        client_cert: Optional[str] = None,
        client_key: Optional[str] = None,
        **kwargs: Any,
    ):
        self.body = body
        self.base_url = base_url
        self.request_timeout = request_timeout
        self.client_cert = client_cert
        self.client_key = client_key
        super().__init__(**kwargs)

    @defaults_from_attrs(
        "body", "base_url", "request_timeout", "client_cert", "client_key"
    )
    def run(
        self,
        body: Optional[List[str]] = None,
        base_url: Optional[str] = None,
        request_timeout: Optional[float] = None,
        client_cert: Optional[str] = None,
        client_key: Optional[str] = None,
        token: Optional[str] = None,
    ) -> None:
        """
        Task run method. Calls the `orderStock` operation of Bookshop API.

        Args:
            - body (List[str], optional): The body of the request. Must be given, at
                initialization or at runtime.
            - base_url (str, optional): The URL that the API's paths begin with.
                Defaults to `'https://eu.bookshop.example.com/v2'`.
            - request_timeout (float, optional): The seconds to wait for the server,
                each time that it is silent. Defaults to `60`.
            - client_cert (str, optional): The path of the PEM file with the client's
                certificate, which proves who calls. Must be given, at initialization or
                at runtime.
            - client_key (str, optional): The path of the PEM file with the private key
                of that certificate, where it is not in the same file.
            - token (str, optional): The bearer token. Must be given. Pass it from an
                upstream Secret task.

        Raises:
            - ValueError: If `body`, `base_url`, `client_cert` or `token` is not given.
            - requests.HTTPError: If the API answers with an error.
        """
        if body is None:
            raise ValueError("A value for `body` must be provided.")
        if base_url is None:
            raise ValueError("A value for `base_url` must be provided.")
        if client_cert is None:
            raise ValueError("A value for `client_cert` must be provided.")
        if token is None:
            raise ValueError("A value for `token` must be provided.")

        response = requests.put(
            base_url.rstrip("/") + "/stock",
            headers={"Authorization": f"Bearer {self._secret(token)}"},
            json=body,
            auth=self._as_it_is,
            cert=client_cert if client_key is None else (client_cert, client_key),
            timeout=request_timeout,
        )
        response.raise_for_status()

    def _secret(self, value: Any) -> str:
        """A secret as a header can hold it; `requests` would show any other in its error."""
        text = str(value).strip()
        if not text.isprintable():
            raise ValueError("A secret has characters that no header can hold.")
        return text

    def _as_it_is(self, request: Any) -> Any:
        """Authentication that changes nothing: without one, `requests` uses `~/.netrc`."""
        return request


class BookshopRemoveBook(Task):
    """
    Task that removes a book from the shop.

    All initialization arguments can also be given, or overridden, at runtime. `api_key`
    can be given at runtime only.

    Args:
        - book_id (str, optional): The id of the book. Must be given, at initialization
            or at runtime.
        - base_url (str, optional): The URL that the API's paths begin with. Defaults to
            `'https://eu.bookshop.example.com/v2'`.
        - request_timeout (float, optional): The seconds to wait for the server, each
            time that it is silent. Defaults to `60`.
        - **kwargs (dict, optional): Additional keyword arguments to pass to the Task
            constructor.

    Example:
        ```python
        from prefect import Flow
        from prefect.tasks.secrets import PrefectSecret
        from tasks.bookshop.bookshop import BookshopRemoveBook

        task = BookshopRemoveBook(book_id="my-book")

        with Flow("remove-book") as flow:
            api_key = PrefectSecret("BOOKSHOP_API_KEY")
            task(api_key=api_key)
            task(book_id="another-book", api_key=api_key)
        ```
    """

    def __init__(
        self,
        book_id: Optional[str] = None,
        base_url: str = "https://eu.bookshop.example.com/v2",
        request_timeout: float = 60,
        **kwargs: Any,
    ):
        self.book_id = book_id
        self.base_url = base_url
        self.request_timeout = request_timeout
        super().__init__(**kwargs)

    @defaults_from_attrs("book_id", "base_url", "request_timeout")
    def run(
        self,
        book_id: Optional[str] = None,
        base_url: Optional[str] = None,
        request_timeout: Optional[float] = None,
        api_key: Optional[str] = None,
    ) -> None:
        """
        Task run method. Removes a book from the shop.

        Args:
            - book_id (str, optional): The id of the book. Must be given, at
                initialization or at runtime.
            - base_url (str, optional): The URL that the API's paths begin with.
                Defaults to `'https://eu.bookshop.example.com/v2'`.
            - request_timeout (float, optional): The seconds to wait for the server,
                each time that it is silent. Defaults to `60`.
            - api_key (str, optional): The key of the shop's owner. Must be given. Pass
                it from an upstream Secret task.

        Raises:
            - ValueError: If `book_id`, `base_url` or `api_key` is not given.
            - requests.HTTPError: If the API answers with an error.
        """
        if book_id is None:
            raise ValueError("A value for `book_id` must be provided.")
        if base_url is None:
            raise ValueError("A value for `base_url` must be provided.")
        if api_key is None:
            raise ValueError("A value for `api_key` must be provided.")

        request_path = "/books/{book_id}".format(book_id=self._segment(book_id))
        try:
            response = requests.delete(
                base_url.rstrip("/") + request_path,
                params={"api_key": api_key},
                timeout=request_timeout,
            )
        except requests.RequestException as error:
            # What it says has the whole URL in it, and that has a secret.
            reason = type(error).__name__
            raise requests.RequestException(f"The request failed: {reason}.") from None
        if not response.ok:
            raise requests.HTTPError(
                f"The API answered {response.status_code} {response.reason}.",
                response=response,
            )

    def _segment(self, value: Any) -> str:
        """A value as a part of the path, which leads to no other resource."""
        items = value if isinstance(value, (list, tuple)) else [value]
        text = ",".join(quote(str(item), safe="") for item in items)
        if text in ("", ".", ".."):
            raise ValueError(f"A part of the path can't be `{text}`.")
        return text


class BookshopReplaceBooksText(Task):
    """
    Task that replaces the text of a book.

    All initialization arguments can also be given, or overridden, at runtime. `token`,
    `username` and `password` can be given at runtime only.

    Args:
        - book_id (str, optional): The id of the book. Must be given, at initialization
            or at runtime.
        - body (str, optional): The body of the request. Must be given, at
            initialization or at runtime.
        - base_url (str, optional): The URL that the API's paths begin with. Defaults to
            `'https://eu.bookshop.example.com/v2'`.
        - request_timeout (float, optional): The seconds to wait for the server, each
            time that it is silent. Defaults to `60`.
        - **kwargs (dict, optional): Additional keyword arguments to pass to the Task
            constructor.

    Example:
        ```python
        from prefect import Flow
        from prefect.tasks.secrets import PrefectSecret
        from tasks.bookshop.bookshop import BookshopReplaceBooksText

        task = BookshopReplaceBooksText(book_id="my-book", body="body")

        with Flow("put-books-book-id-text") as flow:
            token = PrefectSecret("BOOKSHOP_TOKEN")
            task(token=token)
            task(book_id="another-book", token=token)
        ```
    """

    def __init__(
        self,
        book_id: Optional[str] = None,
        body: Optional[str] = None,
        base_url: str = "https://eu.bookshop.example.com/v2",
        request_timeout: float = 60,
        **kwargs: Any,
    ):
        self.book_id = book_id
        self.body = body
        self.base_url = base_url
        self.request_timeout = request_timeout
        super().__init__(**kwargs)

    @defaults_from_attrs("book_id", "body", "base_url", "request_timeout")
    def run(
        self,
        book_id: Optional[str] = None,
        body: Optional[str] = None,
        base_url: Optional[str] = None,
        request_timeout: Optional[float] = None,
        token: Optional[str] = None,
        username: Optional[str] = None,
        password: Optional[str] = None,
    ) -> str:
        """
        Task run method. Replaces the text of a book.

        Args:
            - book_id (str, optional): The id of the book. Must be given, at
                initialization or at runtime.
            - body (str, optional): The body of the request. Must be given, at
                initialization or at runtime.
            - base_url (str, optional): The URL that the API's paths begin with.
                Defaults to `'https://eu.bookshop.example.com/v2'`.
            - request_timeout (float, optional): The seconds to wait for the server,
                each time that it is silent. Defaults to `60`.
            - token (str, optional): The bearer token. Pass it from an upstream Secret
                task.
            - username (str, optional): The name of the user that the API is called as.
                Pass it from an upstream Secret task.
            - password (str, optional): The password of that user. Pass it from an
                upstream Secret task.

        Returns:
            - str: The first line.

        Raises:
            - ValueError: If `book_id`, `body` or `base_url` is not given.
            - ValueError: If none of these is given: `token`, or `username` and
                `password`.
            - requests.HTTPError: If the API answers with an error.
        """
        if book_id is None:
            raise ValueError("A value for `book_id` must be provided.")
        if body is None:
            raise ValueError("A value for `body` must be provided.")
        if base_url is None:
            raise ValueError("A value for `base_url` must be provided.")
        if token is None and (username is None or password is None):
            raise ValueError(
                "A value for `token`, or `username` and `password` must be provided."
            )

        request_path = "/books/{book_id}/text".format(book_id=self._segment(book_id))
        request_headers: Dict[str, Any] = {
            "Accept": "text/plain",
            "Content-Type": "text/plain",
        }
        if token is not None:
            request_headers["Authorization"] = f"Bearer {self._secret(token)}"
        request_auth: Any = self._as_it_is
        if username is not None and password is not None:
            request_auth = (str(username), str(password))
        response = requests.put(
            base_url.rstrip("/") + request_path,
            headers=request_headers,
            data=body.encode(),
            auth=request_auth,
            timeout=request_timeout,
        )
        response.raise_for_status()
        return response.text

    def _segment(self, value: Any) -> str:
        """A value as a part of the path, which leads to no other resource."""
        items = value if isinstance(value, (list, tuple)) else [value]
        text = ",".join(quote(str(item), safe="") for item in items)
        if text in ("", ".", ".."):
            raise ValueError(f"A part of the path can't be `{text}`.")
        return text

    def _secret(self, value: Any) -> str:
        """A secret as a header can hold it; `requests` would show any other in its error."""
        text = str(value).strip()
        if not text.isprintable():
            raise ValueError("A secret has characters that no header can hold.")
        return text

    def _as_it_is(self, request: Any) -> Any:
        """Authentication that changes nothing: without one, `requests` uses `~/.netrc`."""
        return request


class BookshopSendCover(Task):
    """
    Task that sends a new picture for the cover of a book.

    All initialization arguments can also be given, or overridden, at runtime. `token`,
    `username` and `password` can be given at runtime only.

    Args:
        - book_id (str, optional): The id of the book. Must be given, at initialization
            or at runtime.
        - picture (bytes, optional): The picture.
        - artist (str, optional): Who made it.
        - cover_tags (List[str], optional): Words to find it by.
        - public (bool, optional): Whether all may see it.
        - base_url (str, optional): The URL that the API's paths begin with. Defaults to
            `'https://eu.bookshop.example.com/v2'`.
        - request_timeout (float, optional): The seconds to wait for the server, each
            time that it is silent. Defaults to `60`.
        - **kwargs (dict, optional): Additional keyword arguments to pass to the Task
            constructor.

    Example:
        ```python
        from prefect import Flow
        from prefect.tasks.secrets import PrefectSecret
        from tasks.bookshop.bookshop import BookshopSendCover

        task = BookshopSendCover(book_id="my-book")

        with Flow("send-cover") as flow:
            token = PrefectSecret("BOOKSHOP_TOKEN")
            task(token=token)
            task(book_id="another-book", token=token)
        ```
    """

    def __init__(
        self,
        book_id: Optional[str] = None,
        picture: Optional[bytes] = None,
        artist: Optional[str] = None,
        cover_tags: Optional[List[str]] = None,
        public: Optional[bool] = None,
        base_url: str = "https://eu.bookshop.example.com/v2",
        request_timeout: float = 60,
        **kwargs: Any,
    ):
        self.book_id = book_id
        self.picture = picture
        self.artist = artist
        self.cover_tags = cover_tags
        self.public = public
        self.base_url = base_url
        self.request_timeout = request_timeout
        super().__init__(**kwargs)

    @defaults_from_attrs(
        "book_id",
        "picture",
        "artist",
        "cover_tags",
        "public",
        "base_url",
        "request_timeout",
    )
    def run(
        self,
        book_id: Optional[str] = None,
        picture: Optional[bytes] = None,
        artist: Optional[str] = None,
        cover_tags: Optional[List[str]] = None,
        public: Optional[bool] = None,
        base_url: Optional[str] = None,
        request_timeout: Optional[float] = None,
        token: Optional[str] = None,
        username: Optional[str] = None,
        password: Optional[str] = None,
    ) -> None:
        """
        Task run method. Sends a new picture for the cover of a book.

        Args:
            - book_id (str, optional): The id of the book. Must be given, at
                initialization or at runtime.
            - picture (bytes, optional): The picture.
            - artist (str, optional): Who made it.
            - cover_tags (List[str], optional): Words to find it by.
            - public (bool, optional): Whether all may see it.
            - base_url (str, optional): The URL that the API's paths begin with.
                Defaults to `'https://eu.bookshop.example.com/v2'`.
            - request_timeout (float, optional): The seconds to wait for the server,
                each time that it is silent. Defaults to `60`.
            - token (str, optional): The bearer token. Pass it from an upstream Secret
                task.
            - username (str, optional): The name of the user that the API is called as.
                Pass it from an upstream Secret task.
            - password (str, optional): The password of that user. Pass it from an
                upstream Secret task.

        Raises:
            - ValueError: If `book_id` or `base_url` is not given.
            - ValueError: If none of these is given: `token`, or `username` and
                `password`.
            - requests.HTTPError: If the API answers with an error.
        """
        if book_id is None:
            raise ValueError("A value for `book_id` must be provided.")
        if base_url is None:
            raise ValueError("A value for `base_url` must be provided.")
        if token is None and (username is None or password is None):
            raise ValueError(
                "A value for `token`, or `username` and `password` must be provided."
            )

        request_path = "/books/{book_id}/cover".format(book_id=self._segment(book_id))
        request_headers: Dict[str, Any] = {}
        if token is not None:
            request_headers["Authorization"] = f"Bearer {self._secret(token)}"
        request_files: List[Any] = []
        if picture is not None:
            request_files.append(("picture", picture))
        if artist is not None:
            request_files.append(("artist", (None, artist)))
        if cover_tags is not None:
            request_files += [("tags", (None, item)) for item in cover_tags]
        if public is not None:
            request_files.append(("public", (None, str(public).lower())))
        request_auth: Any = self._as_it_is
        if username is not None and password is not None:
            request_auth = (str(username), str(password))
        response = requests.post(
            base_url.rstrip("/") + request_path,
            headers=request_headers,
            files=request_files,
            auth=request_auth,
            timeout=request_timeout,
        )
        response.raise_for_status()

    def _segment(self, value: Any) -> str:
        """A value as a part of the path, which leads to no other resource."""
        items = value if isinstance(value, (list, tuple)) else [value]
        text = ",".join(quote(str(item), safe="") for item in items)
        if text in ("", ".", ".."):
            raise ValueError(f"A part of the path can't be `{text}`.")
        return text

    def _secret(self, value: Any) -> str:
        """A secret as a header can hold it; `requests` would show any other in its error."""
        text = str(value).strip()
        if not text.isprintable():
            raise ValueError("A secret has characters that no header can hold.")
        return text

    def _as_it_is(self, request: Any) -> Any:
        """Authentication that changes nothing: without one, `requests` uses `~/.netrc`."""
        return request


class BookshopSignIn(Task):
    """
    Task that signs in as a customer.

    All initialization arguments can also be given, or overridden, at runtime.
    `password` can be given at runtime only.

    Args:
        - email (str, optional): The address of the customer. Must be given, at
            initialization or at runtime.
        - remember (bool, optional): Whether the token is valid for a year.
        - base_url (str, optional): The URL that the API's paths begin with. Defaults to
            `'https://eu.bookshop.example.com/v2'`.
        - request_timeout (float, optional): The seconds to wait for the server, each
            time that it is silent. Defaults to `60`.
        - **kwargs (dict, optional): Additional keyword arguments to pass to the Task
            constructor.

    Example:
        ```python
        from prefect import Flow
        from prefect.tasks.secrets import PrefectSecret
        from tasks.bookshop.bookshop import BookshopSignIn

        task = BookshopSignIn(email="someone@example.com")

        with Flow("sign-in") as flow:
            password = PrefectSecret("BOOKSHOP_PASSWORD")
            task(password=password)
            task(request_timeout=120, password=password)
        ```
    """

    def __init__(
        self,
        email: Optional[str] = None,
        remember: Optional[bool] = None,
        base_url: str = "https://eu.bookshop.example.com/v2",
        request_timeout: float = 60,
        **kwargs: Any,
    ):
        self.email = email
        self.remember = remember
        self.base_url = base_url
        self.request_timeout = request_timeout
        super().__init__(**kwargs)

    @defaults_from_attrs("email", "remember", "base_url", "request_timeout")
    def run(
        self,
        email: Optional[str] = None,
        remember: Optional[bool] = None,
        base_url: Optional[str] = None,
        request_timeout: Optional[float] = None,
        password: Optional[str] = None,
    ) -> dict:
        """
        Task run method. Signs in as a customer.

        Args:
            - email (str, optional): The address of the customer. Must be given, at
                initialization or at runtime.
            - remember (bool, optional): Whether the token is valid for a year.
            - base_url (str, optional): The URL that the API's paths begin with.
                Defaults to `'https://eu.bookshop.example.com/v2'`.
            - request_timeout (float, optional): The seconds to wait for the server,
                each time that it is silent. Defaults to `60`.
            - password (str, optional): The password of the customer. Must be given.
                Pass it from an upstream Secret task.

        Returns:
            - dict: The token for other calls.

        Raises:
            - ValueError: If `email`, `base_url` or `password` is not given.
            - requests.HTTPError: If the API answers with an error.
        """
        if email is None:
            raise ValueError("A value for `email` must be provided.")
        if base_url is None:
            raise ValueError("A value for `base_url` must be provided.")
        if password is None:
            raise ValueError("A value for `password` must be provided.")

        request_data: Dict[str, Any] = {"email": email, "password": password}
        if remember is not None:
            request_data["remember"] = str(remember).lower()
        response = requests.post(
            base_url.rstrip("/") + "/sign-in",
            headers={"Accept": "application/json"},
            data=request_data,
            timeout=request_timeout,
        )
        response.raise_for_status()
        return response.json()
