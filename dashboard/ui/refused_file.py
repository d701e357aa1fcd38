"""A file that is refused for what it holds is not kept in the memory of the server either, though its uploader still shows its name."""

import hashlib

from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile


def mark_of(file: UploadedFile) -> str:
    """Tells one upload from another without keeping its name, which may hold personal data."""
    return hashlib.sha256(file.getvalue() + file.name.encode(errors="replace")).hexdigest()


def forget_file(file: UploadedFile) -> None:
    """Takes the bytes of an upload out of this session's memory; the next run finds the uploader empty."""
    context = get_script_run_ctx()
    if context is not None and isinstance(context.uploaded_file_mgr, MemoryUploadedFileManager):
        context.uploaded_file_mgr.remove_file(session_id=context.session_id, file_id=file.file_id)
