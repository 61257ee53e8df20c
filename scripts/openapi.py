"""Write the committed contract, or with --check fail where it differs from what the service serves."""

import json
import sys
from pathlib import Path

from openapi_spec_validator import validate

from service.app import create_app
from service.settings import Settings

CONTRACT = Path(__file__).parents[1] / "openapi" / "openapi.json"


def contract() -> str:
    """Return the OpenAPI document of the service, validated, as the text of its file.

    Raises:
        openapi_spec_validator.exceptions.OpenAPISpecValidatorError: it is no valid OpenAPI document.
    """
    document = create_app(Settings()).openapi()
    validate(document)
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def main() -> int:
    """Return the exit status."""
    current = contract()
    if "--check" not in sys.argv:
        CONTRACT.write_text(current, encoding="utf-8")
        return 0
    if not CONTRACT.exists() or CONTRACT.read_text(encoding="utf-8") != current:
        print("openapi/openapi.json is not what the service serves; run: make openapi")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
