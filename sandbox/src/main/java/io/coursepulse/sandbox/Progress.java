package io.coursepulse.sandbox;

import io.coursepulse.sandbox.run.ServerState;

/** Told how a boot goes on. Called by several threads, one at a time. */
public interface Progress {

    /** Something the operator should know: a port that was taken, data that is reused. */
    void note(String text);

    /** A server has answered its probe for the first time. */
    void ready(ServerState server);

    /** For those who do not look. */
    Progress SILENT = new Progress() {
        @Override
        public void note(String text) {}

        @Override
        public void ready(ServerState server) {}
    };
}
