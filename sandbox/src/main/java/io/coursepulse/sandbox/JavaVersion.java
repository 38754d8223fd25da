package io.coursepulse.sandbox;

import io.coursepulse.sandbox.run.SandboxFailure;

/** The versions of Java that the servers run on. */
final class JavaVersion {

    static final int MIN_VERSION = 17;
    /** Hadoop's use of {@code javax.security.auth.Subject}, and so HBase, fails on 24 and later. */
    static final int MAX_VERSION = 23;

    private JavaVersion() {}

    static void require(Runtime.Version version) {
        int feature = version.feature();
        if (feature < MIN_VERSION || feature > MAX_VERSION) {
            throw new SandboxFailure("This is Java " + feature + " (" + System.getProperty("java.home")
                    + "); CoursePulse runs on a JDK from " + MIN_VERSION + " to " + MAX_VERSION
                    + ". Install one, 17 or 21 for example, and set JAVA_HOME to its folder.");
        }
    }
}
