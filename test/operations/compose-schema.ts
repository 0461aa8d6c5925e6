/**
 * What may stand in the project's compose files: the keys that are used, in the form they are used in. Stricter than
 * Compose, so that a misspelt key is an error instead of something that is left out.
 */
const text = { type: 'string', minLength: 1 };
const flag = { type: 'boolean' };
const duration = { type: 'string', pattern: '^\\d+(s|m)$' };
const texts = { type: 'array', items: text, minItems: 1 };

const object = (properties: object, required: string[] = []) => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
});
const named = (value: object) => ({
  type: 'object',
  propertyNames: { pattern: '^[a-z0-9-]+$' },
  additionalProperties: value,
});

const environment = {
  type: 'object',
  propertyNames: { pattern: '^[A-Z][A-Z0-9_]*$' },
  additionalProperties: { type: ['string', 'number'] }, // Compose refuses YAML's booleans here
};

const dependency = object(
  { condition: { enum: ['service_started', 'service_healthy', 'service_completed_successfully'] } },
  ['condition'],
);

const healthcheck = {
  oneOf: [
    object({ disable: { const: true } }, ['disable']),
    object(
      {
        test: { ...texts, items: [{ enum: ['CMD', 'CMD-SHELL'] }], additionalItems: text, minItems: 2 },
        interval: duration,
        timeout: duration,
        retries: { type: 'integer', minimum: 1 },
      },
      ['test', 'interval', 'timeout', 'retries'],
    ),
  ],
};

const service = object({
  extends: object({ file: text, service: text }, ['file', 'service']),
  image: text,
  build: text,
  entrypoint: texts,
  command: texts,
  user: text,
  environment,
  ports: { type: 'array', items: { type: 'string', pattern: '^[0-9.]+:\\d+:\\d+$' } },
  volumes: { type: 'array', items: { type: 'string', pattern: '^[^:]+:/[^:]+(:ro)?$' } },
  tmpfs: texts,
  network_mode: { const: 'none' },
  healthcheck,
  depends_on: named(dependency),
  read_only: flag,
  cap_drop: texts,
  security_opt: texts,
  ulimits: object({ nofile: { type: 'integer', minimum: 1 } }),
  shm_size: { type: 'string', pattern: '^\\d+m$' },
  stop_grace_period: duration,
  restart: { enum: ['no', 'unless-stopped'] },
});

export const composeSchema = {
  ...object({ name: text, services: named(service), volumes: named({ type: 'null' }) }, ['services']),
  patternProperties: { '^x-': {} },
};
