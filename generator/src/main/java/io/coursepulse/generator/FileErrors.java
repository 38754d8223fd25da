package io.coursepulse.generator;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Words for why a file could not be used: the file system's exceptions often give its name only. */
public final class FileErrors {
    private FileErrors() {}

    /** Why it could not be used, as the end of a sentence. */
    public static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof NoSuchFileException) {
            return "there is no such file";
        }
        if (e instanceof FileAlreadyExistsException exists) {
            return exists.getFile() + " is in the way";
        }
        if (e instanceof FileSystemException other && other.getReason() != null) {
            return other.getReason();
        }
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }
}
