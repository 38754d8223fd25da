package io.coursepulse.sandbox.run;

/**
 * A failure that the operator can fix. The message is one paragraph: what is wrong, where, and what to do. The command line
 * prints it without a stack trace.
 */
public final class SandboxFailure extends RuntimeException {

    public SandboxFailure(String paragraph) {
        super(paragraph);
    }

    public SandboxFailure(String paragraph, Throwable cause) {
        super(paragraph, cause);
    }
}
