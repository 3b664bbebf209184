"""The session of a run in Spark: one that somebody opened before, or one of our own, in which no number is rounded."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

ALWAYS = {
    "spark.sql.ansi.enabled": "true",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.analyzer.maxIterations": "1000",
    "spark.sql.constraintPropagation.enabled": "false",
    "spark.sql.caseSensitive": "false",
}
"""What a run needs; the last but one keeps Spark from comparing every column with every other before it starts."""

OF_OUR_OWN = {"spark.ui.enabled": "false", "spark.ui.showConsoleProgress": "false", "spark.log.level": "OFF"}


def open_spark(master: str | None) -> "SparkSession":
    """The session that is open, or a new one on a master: without one, on all cores of this machine."""
    from pyspark.sql import SparkSession

    session = SparkSession.getActiveSession() if master is None else None
    if session is None:
        builder: Any = SparkSession.builder.master(master or "local[*]").appName("compdsl")
        for name, value in OF_OUR_OWN.items():
            builder = builder.config(name, value)
        session = builder.getOrCreate()
    for name, value in ALWAYS.items():
        session.conf.set(name, value)
    return session
