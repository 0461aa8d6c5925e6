import pg, { type CustomTypesConfig } from 'pg';

/** Types that stay the text PostgreSQL sends. `pg` would make a `Date` at the process's midnight of a day. */
const AS_TEXT = new Set([
  1082, // date: YYYY-MM-DD
  3912, // daterange: [from,to)
  3926, // int8range
]);

const DATE_ARRAY = 1182;
const TEXT_ARRAY = 1009;

/**
 * How columns become JavaScript values, handed to each connection: the driver's global table is left alone, because
 * everything in the process shares it. `bigint` stays a string, `timestamptz` a `Date`, as the driver has it.
 */
export const columnTypes: CustomTypesConfig = {
  getTypeParser: (oid: number, format) => {
    if (format !== 'binary' && AS_TEXT.has(oid)) return (value: string) => value;
    return pg.types.getTypeParser(oid === DATE_ARRAY ? TEXT_ARRAY : oid, format);
  },
};
