"""A refused upload leaves the memory of the server; other files of the session and other sessions keep theirs."""

import threading
from collections.abc import Iterator

import pytest
from streamlit.proto.Common_pb2 import FileURLs
from streamlit.runtime.fragment import MemoryFragmentStorage
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.scriptrunner_utils.script_run_context import ScriptRunContext, add_script_run_ctx
from streamlit.runtime.state import SafeSessionState, SessionState
from streamlit.runtime.uploaded_file_manager import UploadedFile, UploadedFileRec

from dashboard.ui.refused_file import forget_file, mark_of

MINE, OTHERS = "session", "another session"


@pytest.fixture
def manager() -> Iterator[MemoryUploadedFileManager]:
    """The memory of uploads, with this thread as the run of one session's page."""
    memory = MemoryUploadedFileManager("/upload")
    thread, state = threading.current_thread(), SafeSessionState(SessionState(), lambda: None)
    context = ScriptRunContext(MINE, lambda _: None, "", state, memory, "app.py", {}, MemoryFragmentStorage(), PagesManager("app.py"))
    add_script_run_ctx(thread, context)
    yield memory
    del thread.streamlit_script_run_ctx  # type: ignore[attr-defined]


def upload(manager: MemoryUploadedFileManager, session: str, identity: str, data: bytes) -> UploadedFile:
    record = UploadedFileRec(identity, "名单.xlsx", "application/octet-stream", data)
    manager.add_file(session, record)
    return UploadedFile(record, FileURLs(file_id=identity))


def test_a_forgotten_file_leaves_the_memory_and_no_other_does(manager: MemoryUploadedFileManager) -> None:
    refused = upload(manager, MINE, "refused", b"personal")
    upload(manager, MINE, "kept", b"aggregates")
    upload(manager, OTHERS, "refused", b"somebody else's")
    forget_file(refused)
    assert [found.data for found in manager.get_files(MINE, ["refused", "kept"])] == [b"aggregates"]
    assert [found.data for found in manager.get_files(OTHERS, ["refused"])] == [b"somebody else's"]


def test_a_file_is_marked_without_its_name(manager: MemoryUploadedFileManager) -> None:
    one, same, other = (upload(manager, MINE, str(n), data) for n, data in enumerate((b"a", b"a", b"b")))
    assert mark_of(one) == mark_of(same) != mark_of(other)
    assert "名单" not in mark_of(one)
