package io.coursepulse.demo;

import io.coursepulse.generator.GeneratorOptions;
import io.coursepulse.generator.StopAfter;
import java.nio.file.Path;

/** Which lines a demo lets flow. */
public sealed interface DemoLines {

    /**
     * Generated ones.
     *
     * @param end when the generator ends by itself
     */
    record Generated(GeneratorOptions options, StopAfter end) implements DemoLines {}

    /** Those of the user's own log, from its first line on. The sandbox was booted to follow it. */
    record Followed(Path log) implements DemoLines {}
}
