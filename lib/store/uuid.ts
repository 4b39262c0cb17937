/** What may be asked of a column of type uuid: anything else is a fault to the database, and to people an id that nothing has. */
export const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
