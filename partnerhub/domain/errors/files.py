"""What is wrong with an uploaded file."""

from partnerhub.domain.errors.base import Kind, PartnerhubError


class ImportFailedError(PartnerhubError):
    """The file was refused as a whole; nothing of it was kept."""

    code, kind, title = "import_failed", Kind.INVALID, "The file was refused"


class ImportEmptyError(ImportFailedError):
    """The file holds no data row."""

    code, title = "import_empty", "The file is empty"


class ImportUnsupportedTypeError(ImportFailedError):
    """The file is neither CSV nor XLSX; save it as one of them."""

    code, kind, title = "import_unsupported_type", Kind.UNSUPPORTED, "Unsupported file type"


class ImportTooLargeError(ImportFailedError):
    """The file is larger than this server takes."""

    code, kind, title = "import_too_large", Kind.TOO_LARGE, "The file is too large"


class UploadQuotaError(PartnerhubError):
    """Your organization has as many files waiting or arriving as one may: try again later."""

    code, kind, title = "upload_quota", Kind.TOO_MANY, "Too many files at once"


class ImportDigestMismatchError(ImportFailedError):
    """The file that arrived is not the one its digest names: send it again."""

    code, title = "import_digest_mismatch", "The file arrived damaged"


class ImportEncodingError(ImportFailedError):
    """The file is not in the declared encoding."""

    code, title = "import_encoding", "The encoding does not fit"


class ImportControlCharacterError(ImportFailedError):
    """The file holds NUL bytes, so it is not text."""

    code, title = "import_control_character", "The file is not text"


class ImportCsvSyntaxError(ImportFailedError):
    """The file is not well-formed CSV."""

    code, title = "import_csv_syntax", "The CSV is broken"


class ImportHeaderError(ImportFailedError):
    """The header row lacks a column that is needed, or names one twice."""

    code, title = "import_header", "The header row does not fit"


class ImportTooManyColumnsError(ImportFailedError):
    """The file has more than 512 columns."""

    code, title = "import_too_many_columns", "Too many columns"


class ImportTooManyRowsError(ImportFailedError):
    """The file has more rows than this server takes."""

    code, title = "import_too_many_rows", "Too many rows"


class ImportTooManyRejectsError(ImportFailedError):
    """More rows were refused than `max_reject_share` allows: a wrong file, not a dirty one."""

    code, title = "import_too_many_rejects", "Too many rows were refused"


class ImportDateOrderError(ImportFailedError):
    """Day and month cannot be told apart in a date column: say `date_order`."""

    code, title = "import_date_order", "Day or month first?"


class ImportZipLimitsError(ImportFailedError):
    """The workbook unpacks to more than a workbook should."""

    code, title = "import_zip_limits", "The workbook is too large inside"


class ImportZipStructureError(ImportFailedError):
    """The workbook's zip archive is damaged or names files a workbook has no use for."""

    code, title = "import_zip_structure", "The workbook is damaged"


class ImportEncryptedError(ImportFailedError):
    """The workbook is protected by a password: save it without one."""

    code, title = "import_encrypted", "The workbook is encrypted"


class ImportActiveContentError(ImportFailedError):
    """The workbook holds macros, external links or embedded objects: save the values only."""

    code, title = "import_active_content", "The workbook holds active content"


class ImportXmlForbiddenError(ImportFailedError):
    """The workbook's XML declares a document type, which no workbook needs."""

    code, title = "import_xml_forbidden", "Forbidden XML in the workbook"


class ImportGridTooLargeError(ImportFailedError):
    """A sheet names cells beyond the row or column limit."""

    code, title = "import_grid_too_large", "The sheet's grid is too large"


class ImportSheetChoiceError(ImportFailedError):
    """The workbook has several visible sheets, or none: say which with `sheet`."""

    code, title = "import_sheet_choice", "Which sheet?"


class ImportResourceLimitError(ImportFailedError):
    """Reading the workbook takes more memory or time than this server allows: export it as CSV."""

    code, title = "import_resource_limit", "The workbook takes too much to read"


class ImportPoisonedError(ImportFailedError):
    """Reading this file ended the worker several times; it is not tried again."""

    code, title = "import_poisoned", "The file cannot be processed"


class JobFailedError(PartnerhubError):
    """The work was tried several times and did not end well; nothing of it was kept."""

    code, title = "job_failed", "The work failed"
