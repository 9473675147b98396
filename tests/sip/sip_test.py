"""The SIP agent against peers that are not ours. Most of it is waiting: what does not measure runs side by side.
usage: sip_test.py [calls_test.Calls system_test.Hostile.test_… …]"""
import concurrent.futures
import os
import shutil
import sys
import time
import unittest


def run_side_by_side():
    """Everything at once but what measures, which then has the machine for itself; True when all passed."""
    tests = []

    def gather(suite):
        for test in suite:
            gather(test) if isinstance(test, unittest.TestSuite) else tests.append(test)

    gather(unittest.defaultTestLoader.loadTestsFromNames(sys.argv[1:] or ["calls_test", "system_test"]))
    alone = [test for test in tests if getattr(getattr(test, test._testMethodName), "alone", False)]

    def run(test):
        begun, result = time.monotonic(), unittest.TestResult()
        test(result)
        trouble = [text for _, text in [*result.failures, *result.errors]]
        state = "FAILED" if trouble else "skipped" if result.skipped else "ok"
        print(f"{state:8}{time.monotonic() - begun:6.1f} s  {test.id()}", *trouble, sep="\n" if trouble else "", flush=True)
        return not trouble

    with concurrent.futures.ThreadPoolExecutor(24) as pool:
        passed = list(pool.map(run, [test for test in tests if test not in alone]))
    return all([*passed, *map(run, alone)])


if __name__ == "__main__":
    if not shutil.which("sipp") or os.geteuid() != 0:
        print("skipped: needs " + ("SIPp (package sip-tester)" if not shutil.which("sipp") else "root, for SIPp to play captured sound"))
        raise SystemExit(77)
    raise SystemExit(0 if run_side_by_side() else 1)
