"""
Tasks for Amazon Simple Storage Service.
"""

from datetime import datetime
from typing import Any, Dict, List, Optional

from prefect import Task
from prefect.utilities.aws import get_boto_client
from prefect.utilities.tasks import defaults_from_attrs


class S3CreateBucket(Task):
    """
    Task that creates an S3 bucket.

    All initialization arguments can also be given, or overridden, at runtime.
    `credentials` can be given at runtime only.

    Args:
        - bucket (str, optional): The name of the bucket. Must be given, at
            initialization or at runtime.
        - acl (str, optional): The canned ACL to apply to the bucket. One of `private`,
            `public-read`, `public-read-write` or `authenticated-read`.
        - location (str, optional): The region that the bucket is in. It has to be given
            outside of `us-east-1`.
        - object_lock_enabled_for_bucket (bool, optional): Specifies whether you want S3
            Object Lock to be enabled for the new bucket.
        - object_ownership (str, optional): Who owns what others upload; by default it
            is the owner of the bucket. Defaults to `'BucketOwnerEnforced'`.
        - boto_kwargs (dict, optional): Additional keyword arguments to forward to the
            boto client.
        - **kwargs (dict, optional): Additional keyword arguments to pass to the Task
            constructor.

    Example:
        ```python
        from prefect import Flow
        from prefect.tasks.secrets import PrefectSecret
        from tasks.aws.s3 import S3CreateBucket

        task = S3CreateBucket(bucket="bucket")

        with Flow("create-bucket") as flow:
            credentials = PrefectSecret("AWS_CREDENTIALS")
            task(credentials=credentials)
            task(bucket="another-bucket", credentials=credentials)
        ```
    """

    def __init__(
        self,
        bucket: Optional[str] = None,
        acl: Optional[str] = None,
        location: Optional[str] = None,
        object_lock_enabled_for_bucket: Optional[bool] = None,
        object_ownership: str = "BucketOwnerEnforced",
        boto_kwargs: Optional[dict] = None,
        **kwargs: Any,
    ):
        self.bucket = bucket
        self.acl = acl
        self.location = location
        self.object_lock_enabled_for_bucket = object_lock_enabled_for_bucket
        self.object_ownership = object_ownership
        self.boto_kwargs = boto_kwargs or {}
        super().__init__(**kwargs)

    @defaults_from_attrs(
        "bucket",
        "acl",
        "location",
        "object_lock_enabled_for_bucket",
        "object_ownership",
        "boto_kwargs",
    )
    def run(
        self,
        bucket: Optional[str] = None,
        acl: Optional[str] = None,
        location: Optional[str] = None,
        object_lock_enabled_for_bucket: Optional[bool] = None,
        object_ownership: Optional[str] = None,
        credentials: Optional[dict] = None,
        boto_kwargs: Optional[dict] = None,
    ) -> None:
        """
        Task run method. Creates the bucket and waits until it exists.

        Args:
            - bucket (str, optional): The name of the bucket. Must be given, at
                initialization or at runtime.
            - acl (str, optional): The canned ACL to apply to the bucket. One of
                `private`, `public-read`, `public-read-write` or `authenticated-read`.
            - location (str, optional): The region that the bucket is in. It has to be
                given outside of `us-east-1`.
            - object_lock_enabled_for_bucket (bool, optional): Specifies whether you
                want S3 Object Lock to be enabled for the new bucket.
            - object_ownership (str, optional): Who owns what others upload; by default
                it is the owner of the bucket. Defaults to `'BucketOwnerEnforced'`.
            - credentials (dict, optional): Your AWS credentials, passed from an
                upstream Secret task: a dict with the keys `ACCESS_KEY` and
                `SECRET_ACCESS_KEY`, and optionally `SESSION_TOKEN`. If they are given
                neither here nor in the context, boto3 looks for them by its own rules.
            - boto_kwargs (dict, optional): Additional keyword arguments to forward to
                the boto client.

        Raises:
            - ValueError: If `bucket` is not given.
        """
        if bucket is None:
            raise ValueError("A value for `bucket` must be provided.")

        create_bucket_configuration = {"LocationConstraint": location}
        create_bucket_configuration = {
            k: v for k, v in create_bucket_configuration.items() if v is not None
        }
        request = {
            "Bucket": bucket,
            "ACL": acl,
            "CreateBucketConfiguration": create_bucket_configuration or None,
            "ObjectLockEnabledForBucket": object_lock_enabled_for_bucket,
            "ObjectOwnership": object_ownership,
        }
        request = {k: v for k, v in request.items() if v is not None}

        client = get_boto_client("s3", credentials=credentials, **(boto_kwargs or {}))
        client.create_bucket(**request)
        self.logger.info("Waiting for `bucket_exists`.")
        client.get_waiter("bucket_exists").wait(Bucket=bucket)


class S3DeleteBucket(Task):
    """
    Task that deletes an S3 bucket, which must be empty.

    All initialization arguments can also be given, or overridden, at runtime.
    `credentials` can be given at runtime only.

    Args:
        - bucket (str, optional): The name of the bucket. Must be given, at
            initialization or at runtime.
        - expected_bucket_owner (str, optional): The account ID of the expected bucket
            owner. If the account ID that you provide does not match the actual owner of
            the bucket, the request fails with the HTTP status code `403 Forbidden`
            (access denied).
        - boto_kwargs (dict, optional): Additional keyword arguments to forward to the
            boto client.
        - **kwargs (dict, optional): Additional keyword arguments to pass to the Task
            constructor.

    Example:
        ```python
        from prefect import Flow
        from prefect.tasks.secrets import PrefectSecret
        from tasks.aws.s3 import S3DeleteBucket

        task = S3DeleteBucket(bucket="bucket")

        with Flow("delete-bucket") as flow:
            credentials = PrefectSecret("AWS_CREDENTIALS")
            task(credentials=credentials)
            task(bucket="another-bucket", credentials=credentials)
        ```
    """

    def __init__(
        self,
        bucket: Optional[str] = None,
        expected_bucket_owner: Optional[str] = None,
        boto_kwargs: Optional[dict] = None,
        **kwargs: Any,
    ):
        self.bucket = bucket
        self.expected_bucket_owner = expected_bucket_owner
        self.boto_kwargs = boto_kwargs or {}
        super().__init__(**kwargs)

    @defaults_from_attrs("bucket", "expected_bucket_owner", "boto_kwargs")
    def run(
        self,
        bucket: Optional[str] = None,
        expected_bucket_owner: Optional[str] = None,
        credentials: Optional[dict] = None,
        boto_kwargs: Optional[dict] = None,
    ) -> None:
        """
        Task run method. Deletes the bucket and waits until it is gone.

        Args:
            - bucket (str, optional): The name of the bucket. Must be given, at
                initialization or at runtime.
            - expected_bucket_owner (str, optional): The account ID of the expected
                bucket owner. If the account ID that you provide does not match the
                actual owner of the bucket, the request fails with the HTTP status code
                `403 Forbidden` (access denied).
            - credentials (dict, optional): Your AWS credentials, passed from an
                upstream Secret task: a dict with the keys `ACCESS_KEY` and
                `SECRET_ACCESS_KEY`, and optionally `SESSION_TOKEN`. If they are given
                neither here nor in the context, boto3 looks for them by its own rules.
            - boto_kwargs (dict, optional): Additional keyword arguments to forward to
                the boto client.

        Raises:
            - ValueError: If `bucket` is not given.
        """
        if bucket is None:
            raise ValueError("A value for `bucket` must be provided.")

        request = {"Bucket": bucket, "ExpectedBucketOwner": expected_bucket_owner}
        request = {k: v for k, v in request.items() if v is not None}

        client = get_boto_client("s3", credentials=credentials, **(boto_kwargs or {}))
        client.delete_bucket(**request)
        self.logger.info("Waiting for `bucket_not_exists`.")
        client.get_waiter("bucket_not_exists").wait(Bucket=bucket)


class S3DeleteObject(Task):
    """
    Task that removes an object from a bucket.

    All initialization arguments can also be given, or overridden, at runtime.
    `credentials` can be given at runtime only.

    Args:
        - bucket (str, optional): The name of the bucket. Must be given, at
            initialization or at runtime.
        - key (str, optional): The key of the object. Must be given, at initialization
            or at runtime.
        - mfa (str, optional): The concatenation of the authentication device's serial
            number, a space, and the value that is displayed on your authentication
            device. Required to permanently delete a versioned object if versioning is
            configured with MFA delete enabled.
        - version_id (str, optional): Version ID used to reference a specific version of
            the object.
        - request_payer (str, optional): Confirms that the requester knows that they
            will be charged for the request. Bucket owners need not specify this
            parameter in their requests. If either the source or destination S3 bucket
            has Requester Pays enabled, the requester will pay for the corresponding
            charges.
        - bypass_governance_retention (bool, optional): Indicates whether S3 Object Lock
            should bypass Governance-mode restrictions to process this operation. To use
            this header, you must have the `s3:BypassGovernanceRetention` permission.
        - expected_bucket_owner (str, optional): The account ID of the expected bucket
            owner. If the account ID that you provide does not match the actual owner of
            the bucket, the request fails with the HTTP status code `403 Forbidden`
            (access denied).
        - if_match (str, optional): Deletes the object if the ETag (entity tag) value
            provided during the delete operation matches the ETag of the object in S3.
            If the ETag values do not match, the operation returns a `412 Precondition
            Failed` error. Expects the ETag value as a string.
        - if_match_last_modified_time (datetime, optional): If present, the object is
            deleted only if its modification times matches the provided `Timestamp`. If
            the `Timestamp` values do not match, the operation returns a `412
            Precondition Failed` error. If the `Timestamp` matches or if the object
            doesn’t exist, the operation returns a `204 Success (No Content)` response.
        - if_match_size (int, optional): If present, the object is deleted only if its
            size matches the provided size in bytes. If the `Size` value does not match,
            the operation returns a `412 Precondition Failed` error. If the `Size`
            matches or if the object doesn’t exist, the operation returns a `204 Success
            (No Content)` response.
        - boto_kwargs (dict, optional): Additional keyword arguments to forward to the
            boto client.
        - **kwargs (dict, optional): Additional keyword arguments to pass to the Task
            constructor.

    Example:
        ```python
        from prefect import Flow
        from prefect.tasks.secrets import PrefectSecret
        from tasks.aws.s3 import S3DeleteObject

        task = S3DeleteObject(bucket="bucket", key="key")

        with Flow("delete-object") as flow:
            credentials = PrefectSecret("AWS_CREDENTIALS")
            task(credentials=credentials)
            task(bucket="another-bucket", credentials=credentials)
        ```
    """

    def __init__(
        self,
        bucket: Optional[str] = None,
        key: Optional[str] = None,
        mfa: Optional[str] = None,
        version_id: Optional[str] = None,
        request_payer: Optional[str] = None,
        bypass_governance_retention: Optional[bool] = None,
        expected_bucket_owner: Optional[str] = None,
        if_match: Optional[str] = None,
        if_match_last_modified_time: Optional[datetime] = None,
        if_match_size: Optional[int] = None,
        boto_kwargs: Optional[dict] = None,
        **kwargs: Any,
    ):
        self.bucket = bucket
        self.key = key
        self.mfa = mfa
        self.version_id = version_id
        self.request_payer = request_payer
        self.bypass_governance_retention = bypass_governance_retention
        self.expected_bucket_owner = expected_bucket_owner
        self.if_match = if_match
        self.if_match_last_modified_time = if_match_last_modified_time
        self.if_match_size = if_match_size
        self.boto_kwargs = boto_kwargs or {}
        super().__init__(**kwargs)

    @defaults_from_attrs(
        "bucket",
        "key",
        "mfa",
        "version_id",
        "request_payer",
        "bypass_governance_retention",
        "expected_bucket_owner",
        "if_match",
        "if_match_last_modified_time",
        "if_match_size",
        "boto_kwargs",
    )
    def run(
        self,
        bucket: Optional[str] = None,
        key: Optional[str] = None,
        mfa: Optional[str] = None,
        version_id: Optional[str] = None,
        request_payer: Optional[str] = None,
        bypass_governance_retention: Optional[bool] = None,
        expected_bucket_owner: Optional[str] = None,
        if_match: Optional[str] = None,
        if_match_last_modified_time: Optional[datetime] = None,
        if_match_size: Optional[int] = None,
        credentials: Optional[dict] = None,
        boto_kwargs: Optional[dict] = None,
    ) -> None:
        """
        Task run method. Removes an object from a bucket.

        Args:
            - bucket (str, optional): The name of the bucket. Must be given, at
                initialization or at runtime.
            - key (str, optional): The key of the object. Must be given, at
                initialization or at runtime.
            - mfa (str, optional): The concatenation of the authentication device's
                serial number, a space, and the value that is displayed on your
                authentication device. Required to permanently delete a versioned object
                if versioning is configured with MFA delete enabled.
            - version_id (str, optional): Version ID used to reference a specific
                version of the object.
            - request_payer (str, optional): Confirms that the requester knows that they
                will be charged for the request. Bucket owners need not specify this
                parameter in their requests. If either the source or destination S3
                bucket has Requester Pays enabled, the requester will pay for the
                corresponding charges.
            - bypass_governance_retention (bool, optional): Indicates whether S3 Object
                Lock should bypass Governance-mode restrictions to process this
                operation. To use this header, you must have the
                `s3:BypassGovernanceRetention` permission.
            - expected_bucket_owner (str, optional): The account ID of the expected
                bucket owner. If the account ID that you provide does not match the
                actual owner of the bucket, the request fails with the HTTP status code
                `403 Forbidden` (access denied).
            - if_match (str, optional): Deletes the object if the ETag (entity tag)
                value provided during the delete operation matches the ETag of the
                object in S3. If the ETag values do not match, the operation returns a
                `412 Precondition Failed` error. Expects the ETag value as a string.
            - if_match_last_modified_time (datetime, optional): If present, the object
                is deleted only if its modification times matches the provided
                `Timestamp`. If the `Timestamp` values do not match, the operation
                returns a `412 Precondition Failed` error. If the `Timestamp` matches or
                if the object doesn’t exist, the operation returns a `204 Success (No
                Content)` response.
            - if_match_size (int, optional): If present, the object is deleted only if
                its size matches the provided size in bytes. If the `Size` value does
                not match, the operation returns a `412 Precondition Failed` error. If
                the `Size` matches or if the object doesn’t exist, the operation returns
                a `204 Success (No Content)` response.
            - credentials (dict, optional): Your AWS credentials, passed from an
                upstream Secret task: a dict with the keys `ACCESS_KEY` and
                `SECRET_ACCESS_KEY`, and optionally `SESSION_TOKEN`. If they are given
                neither here nor in the context, boto3 looks for them by its own rules.
            - boto_kwargs (dict, optional): Additional keyword arguments to forward to
                the boto client.

        Raises:
            - ValueError: If `bucket` or `key` is not given.
        """
        if bucket is None:
            raise ValueError("A value for `bucket` must be provided.")
        if key is None:
            raise ValueError("A value for `key` must be provided.")

        request = {
            "Bucket": bucket,
            "Key": key,
            "MFA": mfa,
            "VersionId": version_id,
            "RequestPayer": request_payer,
            "BypassGovernanceRetention": bypass_governance_retention,
            "ExpectedBucketOwner": expected_bucket_owner,
            "IfMatch": if_match,
            "IfMatchLastModifiedTime": if_match_last_modified_time,
            "IfMatchSize": if_match_size,
        }
        request = {k: v for k, v in request.items() if v is not None}

        client = get_boto_client("s3", credentials=credentials, **(boto_kwargs or {}))
        client.delete_object(**request)


class S3GetObject(Task):
    """
    Task that downloads an object from S3.

    All initialization arguments can also be given, or overridden, at runtime.
    `sse_customer_key` and `credentials` can be given at runtime only.

    Args:
        - bucket (str, optional): The name of the bucket. Must be given, at
            initialization or at runtime.
        - key (str, optional): The key of the object. Must be given, at initialization
            or at runtime.
        - if_match (str, optional): Return the object only if its entity tag (ETag) is
            the same as the one specified in this header; otherwise, return a `412
            Precondition Failed` error.
        - if_modified_since (datetime, optional): Return the object only if it has been
            modified since the specified time; otherwise, return a `304 Not Modified`
            error.
        - if_none_match (str, optional): Return the object only if its entity tag (ETag)
            is different from the one specified in this header; otherwise, return a `304
            Not Modified` error.
        - if_unmodified_since (datetime, optional): Return the object only if it has not
            been modified since the specified time; otherwise, return a `412
            Precondition Failed` error.
        - object_range (str, optional): Downloads the specified byte range of an object.
        - response_cache_control (str, optional): Sets the `Cache-Control` header of the
            response.
        - response_content_disposition (str, optional): Sets the `Content-Disposition`
            header of the response.
        - response_content_encoding (str, optional): Sets the `Content-Encoding` header
            of the response.
        - response_content_language (str, optional): Sets the `Content-Language` header
            of the response.
        - response_content_type (str, optional): Sets the `Content-Type` header of the
            response.
        - response_expires (datetime, optional): Sets the `Expires` header of the
            response.
        - version_id (str, optional): Version ID used to reference a specific version of
            the object. By default, the `GetObject` operation returns the current
            version of an object. To return a different version, use the `versionId`
            subresource.
        - sse_customer_algorithm (str, optional): Specifies the algorithm to use when
            decrypting the object (for example, `AES256`).
        - request_payer (str, optional): Confirms that the requester knows that they
            will be charged for the request. Bucket owners need not specify this
            parameter in their requests. If either the source or destination S3 bucket
            has Requester Pays enabled, the requester will pay for the corresponding
            charges.
        - part_number (int, optional): Part number of the object being read. This is a
            positive integer between 1 and 10,000. Effectively performs a 'ranged' GET
            request for the part specified. Useful for downloading just a part of an
            object.
        - expected_bucket_owner (str, optional): The account ID of the expected bucket
            owner. If the account ID that you provide does not match the actual owner of
            the bucket, the request fails with the HTTP status code `403 Forbidden`
            (access denied).
        - checksum_mode (str, optional): To retrieve the checksum, this mode must be
            enabled. The only value is `ENABLED`.
        - boto_kwargs (dict, optional): Additional keyword arguments to forward to the
            boto client.
        - **kwargs (dict, optional): Additional keyword arguments to pass to the Task
            constructor.

    Example:
        ```python
        from prefect import Flow
        from prefect.tasks.secrets import PrefectSecret
        from tasks.aws.s3 import S3GetObject

        task = S3GetObject(bucket="bucket", key="key")

        with Flow("get-object") as flow:
            credentials = PrefectSecret("AWS_CREDENTIALS")
            task(credentials=credentials)
            task(bucket="another-bucket", credentials=credentials)
        ```
    """

    def __init__(
        self,
        bucket: Optional[str] = None,
        key: Optional[str] = None,
        if_match: Optional[str] = None,
        if_modified_since: Optional[datetime] = None,
        if_none_match: Optional[str] = None,
        if_unmodified_since: Optional[datetime] = None,
        object_range: Optional[str] = None,
        response_cache_control: Optional[str] = None,
        response_content_disposition: Optional[str] = None,
        response_content_encoding: Optional[str] = None,
        response_content_language: Optional[str] = None,
        response_content_type: Optional[str] = None,
        response_expires: Optional[datetime] = None,
        version_id: Optional[str] = None,
        sse_customer_algorithm: Optional[str] = None,
        request_payer: Optional[str] = None,
        part_number: Optional[int] = None,
        expected_bucket_owner: Optional[str] = None,
        checksum_mode: Optional[str] = None,
        boto_kwargs: Optional[dict] = None,
        **kwargs: Any,
    ):
        self.bucket = bucket
        self.key = key
        self.if_match = if_match
        self.if_modified_since = if_modified_since
        self.if_none_match = if_none_match
        self.if_unmodified_since = if_unmodified_since
        self.object_range = object_range
        self.response_cache_control = response_cache_control
        self.response_content_disposition = response_content_disposition
        self.response_content_encoding = response_content_encoding
        self.response_content_language = response_content_language
        self.response_content_type = response_content_type
        self.response_expires = response_expires
        self.version_id = version_id
        self.sse_customer_algorithm = sse_customer_algorithm
        self.request_payer = request_payer
        self.part_number = part_number
        self.expected_bucket_owner = expected_bucket_owner
        self.checksum_mode = checksum_mode
        self.boto_kwargs = boto_kwargs or {}
        super().__init__(**kwargs)

    @defaults_from_attrs(
        "bucket",
        "key",
        "if_match",
        "if_modified_since",
        "if_none_match",
        "if_unmodified_since",
        "object_range",
        "response_cache_control",
        "response_content_disposition",
        "response_content_encoding",
        "response_content_language",
        "response_content_type",
        "response_expires",
        "version_id",
        "sse_customer_algorithm",
        "request_payer",
        "part_number",
        "expected_bucket_owner",
        "checksum_mode",
        "boto_kwargs",
    )
    def run(
        self,
        bucket: Optional[str] = None,
        key: Optional[str] = None,
        if_match: Optional[str] = None,
        if_modified_since: Optional[datetime] = None,
        if_none_match: Optional[str] = None,
        if_unmodified_since: Optional[datetime] = None,
        object_range: Optional[str] = None,
        response_cache_control: Optional[str] = None,
        response_content_disposition: Optional[str] = None,
        response_content_encoding: Optional[str] = None,
        response_content_language: Optional[str] = None,
        response_content_type: Optional[str] = None,
        response_expires: Optional[datetime] = None,
        version_id: Optional[str] = None,
        sse_customer_algorithm: Optional[str] = None,
        request_payer: Optional[str] = None,
        part_number: Optional[int] = None,
        expected_bucket_owner: Optional[str] = None,
        checksum_mode: Optional[str] = None,
        sse_customer_key: Optional[str] = None,
        credentials: Optional[dict] = None,
        boto_kwargs: Optional[dict] = None,
    ) -> bytes:
        """
        Task run method. Downloads the object.

        Args:
            - bucket (str, optional): The name of the bucket. Must be given, at
                initialization or at runtime.
            - key (str, optional): The key of the object. Must be given, at
                initialization or at runtime.
            - if_match (str, optional): Return the object only if its entity tag (ETag)
                is the same as the one specified in this header; otherwise, return a
                `412 Precondition Failed` error.
            - if_modified_since (datetime, optional): Return the object only if it has
                been modified since the specified time; otherwise, return a `304 Not
                Modified` error.
            - if_none_match (str, optional): Return the object only if its entity tag
                (ETag) is different from the one specified in this header; otherwise,
                return a `304 Not Modified` error.
            - if_unmodified_since (datetime, optional): Return the object only if it has
                not been modified since the specified time; otherwise, return a `412
                Precondition Failed` error.
            - object_range (str, optional): Downloads the specified byte range of an
                object.
            - response_cache_control (str, optional): Sets the `Cache-Control` header of
                the response.
            - response_content_disposition (str, optional): Sets the
                `Content-Disposition` header of the response.
            - response_content_encoding (str, optional): Sets the `Content-Encoding`
                header of the response.
            - response_content_language (str, optional): Sets the `Content-Language`
                header of the response.
            - response_content_type (str, optional): Sets the `Content-Type` header of
                the response.
            - response_expires (datetime, optional): Sets the `Expires` header of the
                response.
            - version_id (str, optional): Version ID used to reference a specific
                version of the object. By default, the `GetObject` operation returns the
                current version of an object. To return a different version, use the
                `versionId` subresource.
            - sse_customer_algorithm (str, optional): Specifies the algorithm to use
                when decrypting the object (for example, `AES256`).
            - request_payer (str, optional): Confirms that the requester knows that they
                will be charged for the request. Bucket owners need not specify this
                parameter in their requests. If either the source or destination S3
                bucket has Requester Pays enabled, the requester will pay for the
                corresponding charges.
            - part_number (int, optional): Part number of the object being read. This is
                a positive integer between 1 and 10,000. Effectively performs a 'ranged'
                GET request for the part specified. Useful for downloading just a part
                of an object.
            - expected_bucket_owner (str, optional): The account ID of the expected
                bucket owner. If the account ID that you provide does not match the
                actual owner of the bucket, the request fails with the HTTP status code
                `403 Forbidden` (access denied).
            - checksum_mode (str, optional): To retrieve the checksum, this mode must be
                enabled. The only value is `ENABLED`.
            - sse_customer_key (str, optional): Specifies the customer-provided
                encryption key that you originally provided for Amazon S3 to encrypt the
                data before storing it. This value is used to decrypt the object when
                recovering it and must match the one used when storing the data. Pass it
                from an upstream Secret task.
            - credentials (dict, optional): Your AWS credentials, passed from an
                upstream Secret task: a dict with the keys `ACCESS_KEY` and
                `SECRET_ACCESS_KEY`, and optionally `SESSION_TOKEN`. If they are given
                neither here nor in the context, boto3 looks for them by its own rules.
            - boto_kwargs (dict, optional): Additional keyword arguments to forward to
                the boto client.

        Returns:
            - bytes: The content of the object.

        Raises:
            - ValueError: If `bucket` or `key` is not given.
        """
        if bucket is None:
            raise ValueError("A value for `bucket` must be provided.")
        if key is None:
            raise ValueError("A value for `key` must be provided.")

        request = {
            "Bucket": bucket,
            "Key": key,
            "IfMatch": if_match,
            "IfModifiedSince": if_modified_since,
            "IfNoneMatch": if_none_match,
            "IfUnmodifiedSince": if_unmodified_since,
            "Range": object_range,
            "ResponseCacheControl": response_cache_control,
            "ResponseContentDisposition": response_content_disposition,
            "ResponseContentEncoding": response_content_encoding,
            "ResponseContentLanguage": response_content_language,
            "ResponseContentType": response_content_type,
            "ResponseExpires": response_expires,
            "VersionId": version_id,
            "SSECustomerAlgorithm": sse_customer_algorithm,
            "RequestPayer": request_payer,
            "PartNumber": part_number,
            "ExpectedBucketOwner": expected_bucket_owner,
            "ChecksumMode": checksum_mode,
            "SSECustomerKey": sse_customer_key,
        }
        request = {k: v for k, v in request.items() if v is not None}

        client = get_boto_client("s3", credentials=credentials, **(boto_kwargs or {}))
        response = client.get_object(**request)
        return response["Body"].read()


class S3HeadBucket(Task):
    """
    Task that determines if a bucket exists and if you have permission to access it.

    The action returns a `200 OK` HTTP status code if the bucket exists and you have
    permission to access it. You can make a `HeadBucket` call on any bucket name to any
    Region in the partition, and regardless of the permissions on the bucket, you will
    receive a response header with the correct bucket location so that you can then make
    a proper, signed request to the appropriate Regional endpoint.

    All initialization arguments can also be given, or overridden, at runtime.
    `credentials` can be given at runtime only.

    Args:
        - bucket (str, optional): The bucket name. Must be given, at initialization or
            at runtime.
        - expected_bucket_owner (str, optional): The account ID of the expected bucket
            owner. If the account ID that you provide does not match the actual owner of
            the bucket, the request fails with the HTTP status code `403 Forbidden`
            (access denied).
        - boto_kwargs (dict, optional): Additional keyword arguments to forward to the
            boto client.
        - **kwargs (dict, optional): Additional keyword arguments to pass to the Task
            constructor.

    Example:
        ```python
        from prefect import Flow
        from prefect.tasks.secrets import PrefectSecret
        from tasks.aws.s3 import S3HeadBucket

        task = S3HeadBucket(bucket="bucket")

        with Flow("head-bucket") as flow:
            credentials = PrefectSecret("AWS_CREDENTIALS")
            task(credentials=credentials)
            task(bucket="another-bucket", credentials=credentials)
        ```
    """

    def __init__(
        self,
        bucket: Optional[str] = None,
        expected_bucket_owner: Optional[str] = None,
        boto_kwargs: Optional[dict] = None,
        **kwargs: Any,
    ):
        self.bucket = bucket
        self.expected_bucket_owner = expected_bucket_owner
        self.boto_kwargs = boto_kwargs or {}
        super().__init__(**kwargs)

    @defaults_from_attrs("bucket", "expected_bucket_owner", "boto_kwargs")
    def run(
        self,
        bucket: Optional[str] = None,
        expected_bucket_owner: Optional[str] = None,
        credentials: Optional[dict] = None,
        boto_kwargs: Optional[dict] = None,
    ) -> dict:
        """
        Task run method. Determines if a bucket exists and if you have permission to
        access it.

        Args:
            - bucket (str, optional): The bucket name. Must be given, at initialization
                or at runtime.
            - expected_bucket_owner (str, optional): The account ID of the expected
                bucket owner. If the account ID that you provide does not match the
                actual owner of the bucket, the request fails with the HTTP status code
                `403 Forbidden` (access denied).
            - credentials (dict, optional): Your AWS credentials, passed from an
                upstream Secret task: a dict with the keys `ACCESS_KEY` and
                `SECRET_ACCESS_KEY`, and optionally `SESSION_TOKEN`. If they are given
                neither here nor in the context, boto3 looks for them by its own rules.
            - boto_kwargs (dict, optional): Additional keyword arguments to forward to
                the boto client.

        Returns:
            - dict: The response of the `HeadBucket` operation, with the keys
                `BucketArn`, `BucketLocationType`, `BucketLocationName`, `BucketRegion`
                and `AccessPointAlias`.

        Raises:
            - ValueError: If `bucket` is not given.
        """
        if bucket is None:
            raise ValueError("A value for `bucket` must be provided.")

        request = {"Bucket": bucket, "ExpectedBucketOwner": expected_bucket_owner}
        request = {k: v for k, v in request.items() if v is not None}

        client = get_boto_client("s3", credentials=credentials, **(boto_kwargs or {}))
        return client.head_bucket(**request)


class S3ListObjects(Task):
    """
    Task that lists the objects of an S3 bucket.

    All initialization arguments can also be given, or overridden, at runtime.
    `credentials` can be given at runtime only.

    Args:
        - bucket (str, optional): The name of the bucket. Must be given, at
            initialization or at runtime.
        - delimiter (str, optional): A delimiter is a character that you use to group
            keys. `CommonPrefixes` is filtered out from results if it is not
            lexicographically greater than the `start_after` value.
        - encoding_type (str, optional): Encoding type used by Amazon S3 to encode the
            object keys in the response. Responses are encoded only in UTF-8. An object
            key can contain any Unicode character. However, the XML 1.0 parser can't
            parse certain characters, such as characters with an ASCII value from 0
            to 10. The only value is `url`.
        - prefix (str, optional): Limits the response to keys that begin with the
            specified prefix.
        - fetch_owner (bool, optional): The owner field is not present in
            `ListObjectsV2` by default. If you want to return the owner field with each
            key in the result, then set the `fetch_owner` field to `true`.
        - start_after (str, optional): StartAfter is where you want Amazon S3 to start
            listing from. Amazon S3 starts listing after this specified key. StartAfter
            can be any key in the bucket.
        - request_payer (str, optional): Confirms that the requester knows that she or
            he will be charged for the list objects request in V2 style. Bucket owners
            need not specify this parameter in their requests.
        - expected_bucket_owner (str, optional): The account ID of the expected bucket
            owner. If the account ID that you provide does not match the actual owner of
            the bucket, the request fails with the HTTP status code `403 Forbidden`
            (access denied).
        - optional_object_attributes (List[str], optional): Specifies the optional
            fields that you want returned in the response. Fields that you do not
            specify are not returned.
        - max_items (int, optional): The maximum number of items to return, from as many
            pages as it takes.
        - boto_kwargs (dict, optional): Additional keyword arguments to forward to the
            boto client.
        - **kwargs (dict, optional): Additional keyword arguments to pass to the Task
            constructor.

    Example:
        ```python
        from prefect import Flow
        from prefect.tasks.secrets import PrefectSecret
        from tasks.aws.s3 import S3ListObjects

        task = S3ListObjects(bucket="bucket")

        with Flow("list-objects-v2") as flow:
            credentials = PrefectSecret("AWS_CREDENTIALS")
            task(credentials=credentials)
            task(bucket="another-bucket", credentials=credentials)
        ```
    """

    def __init__(
        self,
        bucket: Optional[str] = None,
        delimiter: Optional[str] = None,
        encoding_type: Optional[str] = None,
        prefix: Optional[str] = None,
        fetch_owner: Optional[bool] = None,
        start_after: Optional[str] = None,
        request_payer: Optional[str] = None,
        expected_bucket_owner: Optional[str] = None,
        optional_object_attributes: Optional[List[str]] = None,
        max_items: Optional[int] = None,
        boto_kwargs: Optional[dict] = None,
        **kwargs: Any,
    ):
        self.bucket = bucket
        self.delimiter = delimiter
        self.encoding_type = encoding_type
        self.prefix = prefix
        self.fetch_owner = fetch_owner
        self.start_after = start_after
        self.request_payer = request_payer
        self.expected_bucket_owner = expected_bucket_owner
        self.optional_object_attributes = optional_object_attributes
        self.max_items = max_items
        self.boto_kwargs = boto_kwargs or {}
        super().__init__(**kwargs)

    @defaults_from_attrs(
        "bucket",
        "delimiter",
        "encoding_type",
        "prefix",
        "fetch_owner",
        "start_after",
        "request_payer",
        "expected_bucket_owner",
        "optional_object_attributes",
        "max_items",
        "boto_kwargs",
    )
    def run(
        self,
        bucket: Optional[str] = None,
        delimiter: Optional[str] = None,
        encoding_type: Optional[str] = None,
        prefix: Optional[str] = None,
        fetch_owner: Optional[bool] = None,
        start_after: Optional[str] = None,
        request_payer: Optional[str] = None,
        expected_bucket_owner: Optional[str] = None,
        optional_object_attributes: Optional[List[str]] = None,
        max_items: Optional[int] = None,
        credentials: Optional[dict] = None,
        boto_kwargs: Optional[dict] = None,
    ) -> List[dict]:
        """
        Task run method. Lists the objects of the bucket.

        Args:
            - bucket (str, optional): The name of the bucket. Must be given, at
                initialization or at runtime.
            - delimiter (str, optional): A delimiter is a character that you use to
                group keys. `CommonPrefixes` is filtered out from results if it is not
                lexicographically greater than the `start_after` value.
            - encoding_type (str, optional): Encoding type used by Amazon S3 to encode
                the object keys in the response. Responses are encoded only in UTF-8. An
                object key can contain any Unicode character. However, the XML 1.0
                parser can't parse certain characters, such as characters with an ASCII
                value from 0 to 10. The only value is `url`.
            - prefix (str, optional): Limits the response to keys that begin with the
                specified prefix.
            - fetch_owner (bool, optional): The owner field is not present in
                `ListObjectsV2` by default. If you want to return the owner field with
                each key in the result, then set the `fetch_owner` field to `true`.
            - start_after (str, optional): StartAfter is where you want Amazon S3 to
                start listing from. Amazon S3 starts listing after this specified key.
                StartAfter can be any key in the bucket.
            - request_payer (str, optional): Confirms that the requester knows that she
                or he will be charged for the list objects request in V2 style. Bucket
                owners need not specify this parameter in their requests.
            - expected_bucket_owner (str, optional): The account ID of the expected
                bucket owner. If the account ID that you provide does not match the
                actual owner of the bucket, the request fails with the HTTP status code
                `403 Forbidden` (access denied).
            - optional_object_attributes (List[str], optional): Specifies the optional
                fields that you want returned in the response. Fields that you do not
                specify are not returned.
            - max_items (int, optional): The maximum number of items to return, from as
                many pages as it takes.
            - credentials (dict, optional): Your AWS credentials, passed from an
                upstream Secret task: a dict with the keys `ACCESS_KEY` and
                `SECRET_ACCESS_KEY`, and optionally `SESSION_TOKEN`. If they are given
                neither here nor in the context, boto3 looks for them by its own rules.
            - boto_kwargs (dict, optional): Additional keyword arguments to forward to
                the boto client.

        Returns:
            - List[dict]: Key, size, entity tag and time of change of each object.

        Raises:
            - ValueError: If `bucket` is not given.
        """
        if bucket is None:
            raise ValueError("A value for `bucket` must be provided.")

        pagination_config = {"MaxItems": max_items}
        pagination_config = {
            k: v for k, v in pagination_config.items() if v is not None
        }
        request = {
            "Bucket": bucket,
            "Delimiter": delimiter,
            "EncodingType": encoding_type,
            "Prefix": prefix,
            "FetchOwner": fetch_owner,
            "StartAfter": start_after,
            "RequestPayer": request_payer,
            "ExpectedBucketOwner": expected_bucket_owner,
            "OptionalObjectAttributes": optional_object_attributes,
            "PaginationConfig": pagination_config or None,
        }
        request = {k: v for k, v in request.items() if v is not None}

        client = get_boto_client("s3", credentials=credentials, **(boto_kwargs or {}))
        pages = client.get_paginator("list_objects_v2").paginate(**request)
        response = pages.build_full_result()
        return response.get("Contents", [])


class S3PutObject(Task):
    """
    Task that uploads an object to S3.

    All initialization arguments can also be given, or overridden, at runtime.
    `sse_customer_key` and `credentials` can be given at runtime only.

    Args:
        - body (bytes, optional): The content of the object. Must be given, at
            initialization or at runtime.
        - bucket (str, optional): The name of the bucket. Must be given, at
            initialization or at runtime.
        - key (str, optional): The key of the object. Must be given, at initialization
            or at runtime.
        - cache_control (str, optional): Can be used to specify caching behavior along
            the request/reply chain.
        - content_disposition (str, optional): Specifies presentational information for
            the object.
        - content_encoding (str, optional): Specifies what content encodings have been
            applied to the object and thus what decoding mechanisms must be applied to
            obtain the media-type referenced by the Content-Type header field.
        - content_language (str, optional): The language the content is in.
        - content_type (str, optional): A standard MIME type describing the format of
            the contents.
        - if_match (str, optional): Uploads the object only if the ETag (entity tag)
            value provided during the WRITE operation matches the ETag of the object in
            S3. If the ETag values do not match, the operation returns a `412
            Precondition Failed` error.
        - if_none_match (str, optional): Uploads the object only if the object key name
            does not already exist in the bucket specified. Otherwise, Amazon S3 returns
            a `412 Precondition Failed` error. If a conflicting operation occurs during
            the upload S3 returns a `409 ConditionalRequestConflict` response. On a 409
            failure you should retry the upload.
        - metadata (Dict[str, str], optional): A map of metadata to store with the
            object in S3.
        - server_side_encryption (str, optional): The server-side encryption algorithm
            that was used when you store this object in Amazon S3 or Amazon FSx. One of
            `AES256`, `aws:fsx`, `aws:backup`, `aws:kms` or `aws:kms:dsse`.
        - storage_class (str, optional): By default, Amazon S3 uses the STANDARD Storage
            Class to store newly created objects. The STANDARD storage class provides
            high durability and high availability. Depending on performance needs, you
            can specify a different Storage Class.
        - sse_customer_algorithm (str, optional): Specifies the algorithm to use when
            encrypting the object (for example, `AES256`).
        - ssekms_key_id (str, optional): Specifies the KMS key ID (Key ID, Key ARN, or
            Key Alias) to use for object encryption. If the KMS key doesn't exist in the
            same account that's issuing the command, you must use the full Key ARN not
            the Key ID.
        - ssekms_encryption_context (str, optional): Specifies the Amazon Web Services
            KMS Encryption Context as an additional encryption context to use for object
            encryption. The value of this header is a Base64 encoded string of a UTF-8
            encoded JSON, which contains the encryption context as key-value pairs.
        - bucket_key_enabled (bool, optional): Specifies whether Amazon S3 should use an
            S3 Bucket Key for object encryption with server-side encryption using Key
            Management Service (KMS) keys (SSE-KMS). General purpose buckets - Setting
            this header to `true` causes Amazon S3 to use an S3 Bucket Key for object
            encryption with SSE-KMS.
        - request_payer (str, optional): Confirms that the requester knows that they
            will be charged for the request. Bucket owners need not specify this
            parameter in their requests. If either the source or destination S3 bucket
            has Requester Pays enabled, the requester will pay for the corresponding
            charges.
        - tagging (str, optional): The tag-set for the object. The tag-set must be
            encoded as URL Query parameters.
        - expected_bucket_owner (str, optional): The account ID of the expected bucket
            owner. If the account ID that you provide does not match the actual owner of
            the bucket, the request fails with the HTTP status code `403 Forbidden`
            (access denied).
        - boto_kwargs (dict, optional): Additional keyword arguments to forward to the
            boto client.
        - **kwargs (dict, optional): Additional keyword arguments to pass to the Task
            constructor.

    Example:
        ```python
        from prefect import Flow
        from prefect.tasks.secrets import PrefectSecret
        from tasks.aws.s3 import S3PutObject

        task = S3PutObject(body=b"body", bucket="bucket", key="key")

        with Flow("put-object") as flow:
            credentials = PrefectSecret("AWS_CREDENTIALS")
            task(credentials=credentials)
            task(bucket="another-bucket", credentials=credentials)
        ```
    """

    def __init__(
        self,
        body: Optional[bytes] = None,
        bucket: Optional[str] = None,
        key: Optional[str] = None,
        cache_control: Optional[str] = None,
        content_disposition: Optional[str] = None,
        content_encoding: Optional[str] = None,
        content_language: Optional[str] = None,
        content_type: Optional[str] = None,
        if_match: Optional[str] = None,
        if_none_match: Optional[str] = None,
        metadata: Optional[Dict[str, str]] = None,
        server_side_encryption: Optional[str] = None,
        storage_class: Optional[str] = None,
        sse_customer_algorithm: Optional[str] = None,
        ssekms_key_id: Optional[str] = None,
        ssekms_encryption_context: Optional[str] = None,
        bucket_key_enabled: Optional[bool] = None,
        request_payer: Optional[str] = None,
        tagging: Optional[str] = None,
        expected_bucket_owner: Optional[str] = None,
        boto_kwargs: Optional[dict] = None,
        **kwargs: Any,
    ):
        self.body = body
        self.bucket = bucket
        self.key = key
        self.cache_control = cache_control
        self.content_disposition = content_disposition
        self.content_encoding = content_encoding
        self.content_language = content_language
        self.content_type = content_type
        self.if_match = if_match
        self.if_none_match = if_none_match
        self.metadata = metadata
        self.server_side_encryption = server_side_encryption
        self.storage_class = storage_class
        self.sse_customer_algorithm = sse_customer_algorithm
        self.ssekms_key_id = ssekms_key_id
        self.ssekms_encryption_context = ssekms_encryption_context
        self.bucket_key_enabled = bucket_key_enabled
        self.request_payer = request_payer
        self.tagging = tagging
        self.expected_bucket_owner = expected_bucket_owner
        self.boto_kwargs = boto_kwargs or {}
        super().__init__(**kwargs)

    @defaults_from_attrs(
        "body",
        "bucket",
        "key",
        "cache_control",
        "content_disposition",
        "content_encoding",
        "content_language",
        "content_type",
        "if_match",
        "if_none_match",
        "metadata",
        "server_side_encryption",
        "storage_class",
        "sse_customer_algorithm",
        "ssekms_key_id",
        "ssekms_encryption_context",
        "bucket_key_enabled",
        "request_payer",
        "tagging",
        "expected_bucket_owner",
        "boto_kwargs",
    )
    def run(
        self,
        body: Optional[bytes] = None,
        bucket: Optional[str] = None,
        key: Optional[str] = None,
        cache_control: Optional[str] = None,
        content_disposition: Optional[str] = None,
        content_encoding: Optional[str] = None,
        content_language: Optional[str] = None,
        content_type: Optional[str] = None,
        if_match: Optional[str] = None,
        if_none_match: Optional[str] = None,
        metadata: Optional[Dict[str, str]] = None,
        server_side_encryption: Optional[str] = None,
        storage_class: Optional[str] = None,
        sse_customer_algorithm: Optional[str] = None,
        ssekms_key_id: Optional[str] = None,
        ssekms_encryption_context: Optional[str] = None,
        bucket_key_enabled: Optional[bool] = None,
        request_payer: Optional[str] = None,
        tagging: Optional[str] = None,
        expected_bucket_owner: Optional[str] = None,
        sse_customer_key: Optional[str] = None,
        credentials: Optional[dict] = None,
        boto_kwargs: Optional[dict] = None,
    ) -> str:
        """
        Task run method. Uploads the object.

        Args:
            - body (bytes, optional): The content of the object. Must be given, at
                initialization or at runtime.
            - bucket (str, optional): The name of the bucket. Must be given, at
                initialization or at runtime.
            - key (str, optional): The key of the object. Must be given, at
                initialization or at runtime.
            - cache_control (str, optional): Can be used to specify caching behavior
                along the request/reply chain.
            - content_disposition (str, optional): Specifies presentational information
                for the object.
            - content_encoding (str, optional): Specifies what content encodings have
                been applied to the object and thus what decoding mechanisms must be
                applied to obtain the media-type referenced by the Content-Type header
                field.
            - content_language (str, optional): The language the content is in.
            - content_type (str, optional): A standard MIME type describing the format
                of the contents.
            - if_match (str, optional): Uploads the object only if the ETag (entity tag)
                value provided during the WRITE operation matches the ETag of the object
                in S3. If the ETag values do not match, the operation returns a `412
                Precondition Failed` error.
            - if_none_match (str, optional): Uploads the object only if the object key
                name does not already exist in the bucket specified. Otherwise, Amazon
                S3 returns a `412 Precondition Failed` error. If a conflicting operation
                occurs during the upload S3 returns a `409 ConditionalRequestConflict`
                response. On a 409 failure you should retry the upload.
            - metadata (Dict[str, str], optional): A map of metadata to store with the
                object in S3.
            - server_side_encryption (str, optional): The server-side encryption
                algorithm that was used when you store this object in Amazon S3 or
                Amazon FSx. One of `AES256`, `aws:fsx`, `aws:backup`, `aws:kms` or
                `aws:kms:dsse`.
            - storage_class (str, optional): By default, Amazon S3 uses the STANDARD
                Storage Class to store newly created objects. The STANDARD storage class
                provides high durability and high availability. Depending on performance
                needs, you can specify a different Storage Class.
            - sse_customer_algorithm (str, optional): Specifies the algorithm to use
                when encrypting the object (for example, `AES256`).
            - ssekms_key_id (str, optional): Specifies the KMS key ID (Key ID, Key ARN,
                or Key Alias) to use for object encryption. If the KMS key doesn't exist
                in the same account that's issuing the command, you must use the full
                Key ARN not the Key ID.
            - ssekms_encryption_context (str, optional): Specifies the Amazon Web
                Services KMS Encryption Context as an additional encryption context to
                use for object encryption. The value of this header is a Base64 encoded
                string of a UTF-8 encoded JSON, which contains the encryption context as
                key-value pairs.
            - bucket_key_enabled (bool, optional): Specifies whether Amazon S3 should
                use an S3 Bucket Key for object encryption with server-side encryption
                using Key Management Service (KMS) keys (SSE-KMS). General purpose
                buckets - Setting this header to `true` causes Amazon S3 to use an S3
                Bucket Key for object encryption with SSE-KMS.
            - request_payer (str, optional): Confirms that the requester knows that they
                will be charged for the request. Bucket owners need not specify this
                parameter in their requests. If either the source or destination S3
                bucket has Requester Pays enabled, the requester will pay for the
                corresponding charges.
            - tagging (str, optional): The tag-set for the object. The tag-set must be
                encoded as URL Query parameters.
            - expected_bucket_owner (str, optional): The account ID of the expected
                bucket owner. If the account ID that you provide does not match the
                actual owner of the bucket, the request fails with the HTTP status code
                `403 Forbidden` (access denied).
            - sse_customer_key (str, optional): Specifies the customer-provided
                encryption key for Amazon S3 to use in encrypting data. This value is
                used to store the object and then it is discarded; Amazon S3 does not
                store the encryption key. Pass it from an upstream Secret task.
            - credentials (dict, optional): Your AWS credentials, passed from an
                upstream Secret task: a dict with the keys `ACCESS_KEY` and
                `SECRET_ACCESS_KEY`, and optionally `SESSION_TOKEN`. If they are given
                neither here nor in the context, boto3 looks for them by its own rules.
            - boto_kwargs (dict, optional): Additional keyword arguments to forward to
                the boto client.

        Returns:
            - str: The entity tag of the object.

        Raises:
            - ValueError: If `body`, `bucket` or `key` is not given.
        """
        if body is None:
            raise ValueError("A value for `body` must be provided.")
        if bucket is None:
            raise ValueError("A value for `bucket` must be provided.")
        if key is None:
            raise ValueError("A value for `key` must be provided.")

        request = {
            "Body": body,
            "Bucket": bucket,
            "Key": key,
            "CacheControl": cache_control,
            "ContentDisposition": content_disposition,
            "ContentEncoding": content_encoding,
            "ContentLanguage": content_language,
            "ContentType": content_type,
            "IfMatch": if_match,
            "IfNoneMatch": if_none_match,
            "Metadata": metadata,
            "ServerSideEncryption": server_side_encryption,
            "StorageClass": storage_class,
            "SSECustomerAlgorithm": sse_customer_algorithm,
            "SSEKMSKeyId": ssekms_key_id,
            "SSEKMSEncryptionContext": ssekms_encryption_context,
            "BucketKeyEnabled": bucket_key_enabled,
            "RequestPayer": request_payer,
            "Tagging": tagging,
            "ExpectedBucketOwner": expected_bucket_owner,
            "SSECustomerKey": sse_customer_key,
        }
        request = {k: v for k, v in request.items() if v is not None}

        client = get_boto_client("s3", credentials=credentials, **(boto_kwargs or {}))
        response = client.put_object(**request)
        return response["ETag"]
