"""boto3 services, read from botocore's data without loading its machinery."""
