package io.coursepulse.simulation;

/** Ends what a task does when its worker process is killed. An Error, so that nobody handles it as a failure. */
final class WorkerKilled extends Error {

    private static final long serialVersionUID = 1L;

    WorkerKilled() {
        super("the worker was killed", null, false, false);
    }
}
