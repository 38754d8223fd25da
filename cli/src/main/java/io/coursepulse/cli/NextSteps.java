package io.coursepulse.cli;

import io.coursepulse.sandbox.run.ProjectHome;
import io.coursepulse.sandbox.run.RunPaths;
import io.coursepulse.sandbox.run.SandboxState;
import java.nio.file.Path;

/** What one can do with a sandbox that has just come up. */
final class NextSteps {

    private NextSteps() {}

    static String text(SandboxState state, RunPaths paths) {
        boolean usual = paths.root().equals(ProjectHome.find().directory().resolve("run"));
        String option = usual ? "" : " --run " + RunPaths.displayPath(paths.root());
        StringBuilder text = new StringBuilder("\n");
        state.page()
                .ifPresent(
                        page -> text.append("  the page        ").append(page).append("\n"));
        text.append("  the access log  ").append(RunPaths.displayPath(Path.of(state.accessLog())));
        text.append("   (every line appended to it is counted)\n");
        text.append("  make clicks     coursepulse generate --rate 200")
                .append(option)
                .append("\n");
        text.append("  look, stop      coursepulse status").append(option);
        text.append("   coursepulse down").append(option).append("\n");
        return text.toString();
    }
}
