"""The `partnerhub` command: gives the command line the application it serves."""

from partnerhub.cli.group import cli
from partnerhub.cli.tools import Tools

TOOLS = Tools(create_app="partnerhub.app:create_app", application="partnerhub.app:from_environment")


def main() -> None:
    """Run the command line."""
    cli(obj=TOOLS)


if __name__ == "__main__":
    main()
