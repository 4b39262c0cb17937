-- CreateTable
CREATE TABLE "library_config" (
    "id" UUID NOT NULL,
    "project_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "tags" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "library_config_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "library_version" (
    "config_id" UUID NOT NULL,
    "library_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "message" TEXT NOT NULL DEFAULT '',
    "saved_by" TEXT NOT NULL,
    "saved_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "library_version_pkey" PRIMARY KEY ("config_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "library_config_project_id_name_key" ON "library_config"("project_id", "name");

-- CreateIndex
CREATE UNIQUE INDEX "library_version_library_id_number_key" ON "library_version"("library_id", "number");

-- AddForeignKey
ALTER TABLE "library_config" ADD CONSTRAINT "library_config_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "library_version" ADD CONSTRAINT "library_version_library_id_fkey" FOREIGN KEY ("library_id") REFERENCES "library_config"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "library_version" ADD CONSTRAINT "library_version_config_id_fkey" FOREIGN KEY ("config_id") REFERENCES "software_config"("id") ON DELETE CASCADE ON UPDATE CASCADE;
