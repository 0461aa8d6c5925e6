// What makes pages easier where scripts run. Every page works without.
import { Button, createAll, ErrorSummary, ServiceNavigation, SkipLink } from 'govuk-frontend';

for (const component of [Button, ErrorSummary, ServiceNavigation, SkipLink]) createAll(component);

// Whoever fills in what belongs to a choice means that choice.
for (const fields of document.querySelectorAll('[data-belongs-to]'))
  fields.addEventListener('input', () => {
    document.getElementById(fields.dataset.belongsTo).checked = true;
  });
