"""The `partnerhub` command: gives the command line the application it serves."""

from partnerhub.app import APPLICATION, create_app
from partnerhub.cli.group import cli
from partnerhub.cli.setting_up import Tools


def main() -> None:
    """Run the command line."""
    cli(obj=Tools(create_app=create_app, application=APPLICATION))


if __name__ == "__main__":
    main()
