package io.coursepulse.sandbox.run;

/**
 * Something the operator can do something about. The message is one paragraph for people: what is wrong, where, and what to
 * do; the command line prints it as it is, without a stack trace.
 */
public final class SandboxFailure extends RuntimeException {

    public SandboxFailure(String paragraph) {
        super(paragraph);
    }

    public SandboxFailure(String paragraph, Throwable cause) {
        super(paragraph, cause);
    }
}
