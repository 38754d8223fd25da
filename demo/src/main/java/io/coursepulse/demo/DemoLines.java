package io.coursepulse.demo;

import io.coursepulse.generator.GeneratorOptions;
import io.coursepulse.generator.StopAfter;
import java.nio.file.Path;

/** The lines of a demo. */
public sealed interface DemoLines {

    /**
     * Generated lines.
     *
     * @param end when the generator stops by itself
     */
    record Generated(GeneratorOptions options, StopAfter end) implements DemoLines {}

    /** The lines of the user's own log, from the first one on. The sandbox must have been started to follow it. */
    record Followed(Path log) implements DemoLines {}
}
