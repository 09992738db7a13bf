/** Whether a field's selection has a field of this name: what will be needed can then be called for at once, beside what is needed first. */
export function selects(info, name) {
  return info.fieldNodes.some((node) => isIn(node.selectionSet, name, info.fragments));
}

function isIn(selectionSet, name, fragments) {
  return (selectionSet?.selections ?? []).some((selection) => {
    if (selection.kind === 'Field') return selection.name.value === name;
    const fragment = selection.kind === 'FragmentSpread' ? fragments[selection.name.value] : selection;
    return isIn(fragment.selectionSet, name, fragments);
  });
}
