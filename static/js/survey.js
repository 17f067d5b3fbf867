// "None of these" and its like cannot stand with others: choosing one takes back the others, and the other way round.

document.addEventListener("change", ({ target }) => {
  if (target.type !== "checkbox" || !target.checked) return;
  for (const other of target.form.elements.namedItem(target.name)) {
    const isAgainst = "alone" in target.dataset || "alone" in other.dataset;
    if (other !== target && isAgainst) other.checked = false;
  }
});
