"""How many interviews one core holds, here and in Pipecat, with scripted speech: ``python -m tests.bench.capacity``.

Nothing computes but the servers themselves: what is heard and said comes from a script with fixed timings, in sound of
real size and real time. Both servers get the same script, the same microphone and the same limit.
"""
