package io.coursepulse.sandbox;

import io.coursepulse.sandbox.run.SandboxFailure;
import java.nio.file.Path;

/** What the servers need of this machine, checked before anything is started. */
final class SystemRequirements {

    static final int MIN_JAVA_VERSION = 17;
    /** Hadoop's use of {@code javax.security.auth.Subject}, and so HBase, fails on 24 and later. */
    static final int MAX_JAVA_VERSION = 23;

    private SystemRequirements() {}

    static void requireJava(Runtime.Version version) {
        int feature = version.feature();
        if (feature < MIN_JAVA_VERSION || feature > MAX_JAVA_VERSION) {
            throw new SandboxFailure("Unsupported Java " + feature + " (" + System.getProperty("java.home")
                    + "): CoursePulse requires a JDK from " + MIN_JAVA_VERSION + " to " + MAX_JAVA_VERSION
                    + ". Install one, 17 or 21 for example, and set JAVA_HOME to its directory.");
        }
    }

    /** Storm splits the options of its JVMs at spaces, and offers no way to quote. */
    static void requireNoSpaces(Path... directories) {
        for (Path directory : directories) {
            if (directory.toString().chars().anyMatch(Character::isWhitespace)) {
                throw new SandboxFailure("The path \"" + directory
                        + "\" has a space in it, which Storm's JVM options do not support. Move"
                        + " the project to a path without spaces, or, if only the run directory has one, choose"
                        + " another with --run DIR.");
            }
        }
    }
}
