"""The script over a real websocket: the router before every page, the account checked at every rerun, no session taken over."""

from collections.abc import Iterator
from contextlib import contextmanager

from conftest import Server
from small_store import PASSWORD
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

SIGN_OUT, SIGNED_OUT = "退出登录", "登录已失效"
SECONDS = 60


@contextmanager
def _connection(server: Server, cookie: str, existing: str = "") -> Iterator[ClientConnection]:
    protocols = ["streamlit", "none", existing] if existing else ["streamlit"]
    origin = f"http://127.0.0.1:{server.port}"
    headers = {"Cookie": cookie}
    uri = f"ws://127.0.0.1:{server.port}/_stcore/stream"
    with connect(uri, additional_headers=headers, subprotocols=protocols, origin=origin, max_size=None) as connection:  # type: ignore[arg-type]
        yield connection


def _rerun(connection: ClientConnection, page: str) -> tuple[str, str]:
    """Runs the script for a page; everything it sent as text, and the id of Streamlit's own session."""
    message = BackMsg()
    message.rerun_script.page_name = page
    connection.send(message.SerializeToString())
    said, session = "", ""
    while True:
        payload = bytes(connection.recv(timeout=SECONDS))
        said += payload.decode("utf-8", "ignore")
        received = ForwardMsg.FromString(payload)
        session = received.new_session.initialize.session_id or session
        finished = received.WhichOneof("type") == "script_finished"
        if finished and received.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
            return said, session


def test_first_visitor_who_follows_a_link_to_a_page_gets_the_router(real_server: Server) -> None:
    cookie = real_server.session("leader", PASSWORD)
    with _connection(real_server, cookie) as connection:
        said, _ = _rerun(connection, "method")
    assert SIGN_OUT in said
    assert "leader甲" in said


def test_connection_that_stays_open_after_signing_out_shows_nothing_more(real_server: Server) -> None:
    cookie = real_server.session("leader", PASSWORD)
    with _connection(real_server, cookie) as connection:
        assert SIGN_OUT in _rerun(connection, "method")[0]
        real_server.ask("GET", "/sign-out", {"Cookie": cookie, "Sec-Fetch-Site": "same-origin"})
        said, _ = _rerun(connection, "method")
    assert SIGNED_OUT in said
    assert "leader甲" not in said


def test_stolen_id_of_a_script_session_does_not_open_it_for_another_account(real_server: Server) -> None:
    victim = real_server.session("mps", PASSWORD)
    with _connection(real_server, victim) as connection:
        _, session = _rerun(connection, "submit")
    thief = real_server.session("leader", PASSWORD)
    with _connection(real_server, thief, existing=session) as connection:
        said, _ = _rerun(connection, "submit")
    assert session
    assert "mps甲" not in said
