"""Whether there is a Java, which Spark is started with."""

import os
import shutil


def has_java() -> bool:
    """Whether `java` is on the path, or below JAVA_HOME."""
    home = os.environ.get("JAVA_HOME")
    return shutil.which("java") is not None or (home is not None and os.access(f"{home}/bin/java", os.X_OK))
