"""Judge a learner's function, and name the mistake that it makes.

In a notebook, `check` takes the name of an exercise and a function; `hint`,
`solution` and `progress` stand beside it. In a terminal, ``lossedu check`` does the
same with a file, and ``lossedu grade`` with what a class has handed in. `Exercise`,
`probe` and `derivative_of` define an exercise; ``lossedu verify`` measures how well it
is judged.

The answer never runs where it is judged. It is called on every probe elsewhere, and
what comes back are raw arrays; whether they are right is decided here. What each
way of running an answer stops, and what it does not:

**A notebook** (Linux, macOS): a forked child. Stopped are endless loops, memory
(Linux alone: macOS takes no limit), ``sys.exit``, ``os._exit``, crashes, floods of
output, and whatever the function changes in NumPy or in this package while it runs;
the kernel's sockets and files are closed in the child. *Not* stopped: the child has
a copy of the kernel's memory, the reference in it, and can read and write files. A
*cell* that changes NumPy or this package changes the judge, since both live in the
kernel. A process that leaves its group by ``os.setsid`` is not ended with it, and
any answer may send signals to other processes of its user.

**A terminal, CI**: a fresh interpreter, isolated (``-I -S``), in an empty folder and
with an empty environment. Stopped is all the above, and reading expected values,
which never enter that process; files can be opened but nothing can be written into
them. *Not* stopped: the answer may import `lossedu` and call the reference itself,
for the library is installed and public; it can read files, empty, move or delete
those of its user, and use the network. As root it can also read and change the
memory of the process that judges. For submissions that are not trusted, run the whole
command in a container, and not as root.

**A class** (``lossedu grade``) and ``lossedu watch``: a server that has NumPy loaded
forks a child for each answer, as isolated as the interpreter above and with the same
limits. What an answer leaves behind is swept away, and the next one finds the server as
it was. *Not* stopped is what is not stopped in a terminal.

**Windows** has no fork and no such limits. A notebook's function is sent as source
to a fresh interpreter, so that it must not use what other cells define; loops are
stopped, after half a minute more, memory and output are not. On Windows itself this
has not been tried.

**A page of the book** (Pyodide): the text runs in the Web Worker in which the judge is.
Stopped are endless loops and whatever ends Python: the page ends the worker, and the
next one judges what had come. More memory than in a terminal cannot be had. What the
answer changes in the names of a module is put back before it is judged. *Not* stopped:
an answer that changes the judge's objects, or asks the network; it is the reader's own
browser, and a pass there is no mark.

**A notebook in a browser** (JupyterLite) has no process to fork: nothing is stopped.

A list or tuple of numbers is accepted for an array, a Python number for a result of
shape (), and any real dtype: what counts is that the numbers are close enough. The
shape must be right, and the arguments unchanged.
"""

from lossedu.grading._exercise import (
    Exercise,
    FormatError,
    Probe,
    UnknownExercise,
    find,
    probe,
    shelf,
)
from lossedu.grading._judge import Verdict, judge
from lossedu.grading._notebook import check, hint, progress, solution
from lossedu.grading._oracles import Oracle, derivative_of
from lossedu.grading._report import Note, Result
from lossedu.grading._run import Limits

__all__ = [
    "Exercise",
    "FormatError",
    "Limits",
    "Note",
    "Oracle",
    "Probe",
    "Result",
    "UnknownExercise",
    "Verdict",
    "check",
    "derivative_of",
    "find",
    "hint",
    "judge",
    "probe",
    "progress",
    "shelf",
    "solution",
]
