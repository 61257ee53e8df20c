"""One Spark session for the whole suite."""

import os
import shutil
import warnings
from collections.abc import Iterator

import pytest
from pyspark.sql import SparkSession

from service.bulk.spark import session


@pytest.fixture(scope="session")
def spark() -> Iterator[SparkSession]:
    """Spark on two threads; without Java, the tests that want it skip."""
    if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
        missing = "Java is not here; on Debian and Ubuntu: apt-get install openjdk-17-jre-headless"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(missing)
    settings = {
        "spark.ui.enabled": "false",
        "spark.sql.shuffle.partitions": "2",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
    }
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # PySpark leaves the launcher's pipe open
        started = session("local[2]", settings)
    yield started
    started.stop()
