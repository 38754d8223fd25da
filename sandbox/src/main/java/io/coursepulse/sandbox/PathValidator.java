package io.coursepulse.sandbox;

import io.coursepulse.sandbox.run.SandboxFailure;
import java.nio.file.Path;

/** Storm splits the options of its JVMs at spaces, and offers no way to quote. */
final class PathValidator {

    private PathValidator() {}

    static void requireNoSpaces(Path... folders) {
        for (Path folder : folders) {
            if (folder.toString().chars().anyMatch(Character::isWhitespace)) {
                throw new SandboxFailure(
                        "The path \"" + folder + "\" has a space in it, and Storm splits the options of its"
                                + " JVMs there. Move the project to a path without one; or if it is only the run directory, name"
                                + " another with --run DIR.");
            }
        }
    }
}
