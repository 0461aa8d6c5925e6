// What the design system's components do beyond plain HTML. Every page works without it.
import { Button, createAll, ErrorSummary, Radios, ServiceNavigation, SkipLink } from 'govuk-frontend';

for (const component of [Button, ErrorSummary, Radios, ServiceNavigation, SkipLink]) createAll(component);
