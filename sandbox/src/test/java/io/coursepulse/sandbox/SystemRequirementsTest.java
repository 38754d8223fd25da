package io.coursepulse.sandbox;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coursepulse.sandbox.run.SandboxFailure;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SystemRequirementsTest {

    @ParameterizedTest
    @ValueSource(strings = {"17.0.15", "21", "23.0.1"})
    void acceptsSupportedVersions(String version) {
        assertThatCode(() -> SystemRequirements.requireJava(Runtime.Version.parse(version)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"11.0.2", "24"})
    void rejectsUnsupportedVersions(String version) {
        assertThatThrownBy(() -> SystemRequirements.requireJava(Runtime.Version.parse(version)))
                .isInstanceOf(SandboxFailure.class)
                .hasMessageContaining("from 17 to 23")
                .hasMessageContaining("JAVA_HOME");
    }

    @Test
    void rejectsPathWithSpace() {
        assertThatThrownBy(() -> SystemRequirements.requireNoSpaces(Path.of("/home/ann/my projects/run")))
                .isInstanceOf(SandboxFailure.class)
                .hasMessageContaining("has a space in it");
    }
}
