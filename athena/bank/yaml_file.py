"""YAML without its traps: no doubled key, no key that YAML silently turned into something else."""

from __future__ import annotations

from pathlib import Path

import yaml

from athena.errors import BankError

_Base: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _CarefulLoader(_Base):  # type: ignore[valid-type, misc]
    """A safe loader that refuses doubled keys and keys which are no text."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[str, object]:
        """Build a mapping whose keys are distinct strings."""
        found: dict[str, object] = {}
        for key_node, value_node in node.value:
            key = self.construct_object(key_node, deep=True)
            if not isinstance(key, str):
                raise _problem(
                    key_node, f'the key {key_node.value} is no text for YAML; write "{key_node.value}"'
                )
            if key in found:
                raise _problem(key_node, f"the key {key} stands twice in one mapping; keep one")
            found[key] = self.construct_object(value_node, deep=deep)
        return found


def read_yaml(path: Path) -> object:
    """Return the content of a YAML file; BankError names the file and line of what is wrong."""
    try:
        # The loader derives from the safe one.
        return yaml.load(path.read_text(encoding="utf-8"), Loader=_CarefulLoader)  # noqa: S506  # nosec B506
    except yaml.MarkedYAMLError as error:
        line = f", line {error.problem_mark.line + 1}" if error.problem_mark else ""
        raise BankError(f"{path.name}{line}: {error.problem}.") from error
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise BankError(f"{path.name} cannot be read as YAML in UTF-8: {error}.") from error


def _problem(node: yaml.Node, text: str) -> yaml.constructor.ConstructorError:
    return yaml.constructor.ConstructorError(problem=text, problem_mark=node.start_mark)
