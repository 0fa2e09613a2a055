"""A program as a system: kept while it answers, and whatever it does instead, the next question is asked."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from clippings.core.errors import WrongUsage
from clippings.evaluation.systems.command import LineSystem, OnceSystem, name_of, split
from clippings.evaluation.systems.system import SystemFailure
from tests.evaluation.systems.conftest import Written

ONE, TWO = {"id": "one", "question": "How tall?"}, {"id": "two", "question": "How wide?"}
_LONG_S = 60.0


def test_the_program_stays_between_questions(program: Written) -> None:
    system = LineSystem(program("reply(asked['id'], str(os.getpid()))"), _LONG_S)
    assert system.ask(ONE).answer == system.ask(TWO).answer
    system.close()


def test_a_greeting_and_replies_out_of_order_are_passed_over(program: Written) -> None:
    loop = "print('Loading ...')\nreply('another')\nreply('zero')\nreply(asked['id'], 'Right.')"
    system = LineSystem(program(loop, before="print('Welcome', flush=True)"), _LONG_S)
    assert [system.ask(ONE).answer, system.ask(TWO).answer] == ["Right.", "Right."]
    system.close()


def test_one_that_ends_after_each_reply_is_started_again(program: Written) -> None:
    system = LineSystem(program("reply(asked['id'], str(os.getpid())); sys.exit()"), _LONG_S)
    assert system.ask(ONE).answer != system.ask(TWO).answer
    system.close()


def test_one_that_hangs_is_ended_with_its_children_and_asked_again(program: Written, tmp_path: Path) -> None:
    pids = tmp_path / "pids"
    hang = f"""if asked['id'] == 'two': reply('two'); continue
child = subprocess.Popen([sys.executable, '-S', '-c', 'import time; time.sleep(600)'])
open({str(pids)!r}, 'w').write(f'{{os.getpid()}} {{child.pid}}')
time.sleep(600)"""
    system = LineSystem(program(hang), 5.0)
    with pytest.raises(SystemFailure, match="no reply within 5 s"):
        system.ask(ONE)
    for pid in map(int, pids.read_text().split()):
        assert not _runs(pid)
    assert LineSystem(program("reply(asked['id'])"), _LONG_S).ask(TWO).answer
    system.close()


def _runs(pid: int) -> bool:
    """False also for one that has ended and was not waited for: nobody waits where there is no init."""
    for _ in range(50):
        try:
            os.kill(pid, 0)
            if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                return False
        except (ProcessLookupError, FileNotFoundError):
            return False
        time.sleep(0.1)
    return True


def test_one_that_dies_says_how_and_is_started_again(program: Written) -> None:
    loop = """if asked['id'] == 'one':
    print('out of memory', file=sys.stderr); sys.exit(3)
reply(asked['id'])"""
    system = LineSystem(program(loop), _LONG_S)
    with pytest.raises(SystemFailure, match="ended with 3 without a reply: out of memory"):
        system.ask(ONE)
    assert system.ask(TWO).answer
    system.close()


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize(
    ("loop", "told"),
    [
        ("print('no idea', flush=True)", "not JSON: 'no idea'"),
        ("reply('another')", "the id 'another' where the question's is 'one'"),
        ("print(json.dumps({'answer': 'x'}), flush=True)", "without the request's `id`"),
        ("print(json.dumps({'id': asked['id'], 'text': 'x'}), flush=True)", "without `answer`: it has id, text"),
        ("reply(asked['id'], '')", "an empty answer"),
        ("reply(asked['id'], confidence=7)", "malformed fields: confidence"),
        ("reply(asked['id'], '\\ud800')", "not Unicode"),
        ("sys.stdout.buffer.write(b'\\xff\\n'); sys.stdout.flush()", "not UTF-8"),
        ("print('[' * 100000, flush=True)", "not JSON"),
        ("print('x' * 5_000_000, flush=True)", "more than 4 MB"),
    ],
)
def test_what_is_no_reply_is_named_and_the_next_question_is_asked(program: Written, loop: str, told: str) -> None:
    system = LineSystem(program(f"if asked['id'] == 'two': reply('two'); continue\n{loop}"), _LONG_S)
    with pytest.raises(SystemFailure) as failed:
        system.ask(ONE)
    assert told in failed.value.what
    assert system.ask(TWO).id == "two"
    system.close()


def test_one_that_does_not_read_and_one_that_floods_are_given_up(program: Written) -> None:
    deaf = LineSystem(program(whole="time.sleep(600)"), 2.0)
    with pytest.raises(SystemFailure, match="no reply within 2 s"):
        deaf.ask({**ONE, "question": "x" * 500_000})
    flood = LineSystem(program(whole="while True: print('z' * 100)"), 2.0)
    with pytest.raises(SystemFailure):
        flood.ask(ONE)
    for system in (deaf, flood):
        system.close()


def test_a_program_for_each_question_reads_its_input_to_the_end(program: Written) -> None:
    whole = "asked = json.load(sys.stdin)\nprint('hello')\nreply(asked['id'], str(os.getpid()))"
    system = OnceSystem(program(whole=whole), _LONG_S)
    assert system.ask(ONE).answer != system.ask(TWO).answer
    silent = OnceSystem(program(whole="sys.exit('no key')"), _LONG_S)
    with pytest.raises(SystemFailure, match="ended with 1 without a reply: no key"):
        silent.ask(ONE)


def test_what_cannot_be_started_is_wrong_usage() -> None:
    with pytest.raises(WrongUsage, match="cannot be started"):
        LineSystem(["no-such-program-anywhere"], 1.0).start()
    for command in ("", "'never closed"):
        with pytest.raises(WrongUsage):
            split(command)


def test_the_name_of_a_command_holds_no_option_that_may_hold_a_key() -> None:
    assert name_of(["/usr/bin/python3", "/home/me/rag.py", "--key", "secret"]) == "python3 rag.py"
    assert name_of(["rag", "--key=secret"]) == "rag"
    assert name_of(["rag", "KEY=secret", "x"]) == "rag"
