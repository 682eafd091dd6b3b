// Loads the bundle once a page and mounts it; where it cannot be had, a plain text field takes its place.
let bundle;

function plainField({parentElement, data, setStateValue}) {
  const host = parentElement.querySelector("[data-editor]");
  let field = host.querySelector("textarea");
  if (!field) {
    field = document.createElement("textarea");
    field.value = data.text ?? "";
    field.rows = data.lines ?? 8;
    field.setAttribute("aria-label", data.label ?? "Editor");
    host.append(field);
  }
  field.readOnly = Boolean(data.fixed);
  field.onchange = () => setStateValue("text", field.value);
  return () => {};
}

export default function mount(component) {
  let leave = () => {};
  let left = false;
  bundle ??= import(new URL(component.data.bundle, document.baseURI).href).then((it) => it.default, () => plainField);
  bundle.then((start) => {
    if (!left) leave = start(component);
  });
  return () => {
    left = true;
    leave();
  };
}
