ANALYZE search_document, search_key;
